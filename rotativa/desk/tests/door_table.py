"""Every door of the desk, and who gets through it: to be read by a person, and asked whole by ``test_role_doors``.

A row names a door as Django does, the verbs of which one opens it (``-``: none, whoever works here), and what becomes
of each role: reporter, translator, desk editor, photo editor, moderator, editor-in-chief, technician.

    yes    it opens, whatever it is about
    here   it opens in the edition in which the role is held, and in no other
    own    it opens there, for what the person began; a picture is nobody's edition: for those the person added
    all    it opens where the role is held in all editions, and not where it is held in one
    no     it does not open

Whoever mounts another address below ``/desk/`` is told by a test to write its row.
"""

ROLES = ("reporter", "translator", "desk_editor", "photo_editor", "moderator", "editor_in_chief", "technician")

SCREENS = """
                                                                         rep  tra  des  pho  mod  chi  tec
home, one's own account, and what belongs to no story
  wagtailadmin_home                            -                         yes  yes  yes  yes  yes  yes  yes
  desk_account                                 -                         yes  yes  yes  yes  yes  yes  yes
  wagtailadmin_account                         -                         yes  yes  yes  yes  yes  yes  yes
  desk:sessions                                -                         yes  yes  yes  yes  yes  yes  yes
  desk:here                                    -                         yes  yes  yes  yes  yes  yes  yes
  desk:press                                   -                         yes  yes  yes  yes  yes  yes  yes
  wagtailadmin_sprite                          -                         yes  yes  yes  yes  yes  yes  yes
  wagtailadmin_javascript_catalog              -                         yes  yes  yes  yes  yes  yes  yes
  wagtailadmin_dismissibles                    -                         yes  yes  yes  yes  yes  yes  yes

the newsroom
  desk:staff                                   staff.change              no   no   no   no   no   yes  no
  desk:person                                  staff.change              no   no   no   no   no   yes  no
  desk:person_add                              staff.change              no   no   no   no   no   yes  no
  desk:invite                                  staff.change              no   no   no   no   no   yes  no
  desk:editions                                edition.change            no   no   no   no   no   yes  no
  desk:edition                                 edition.change            no   no   no   no   no   yes  no
  desk:edition_add                             edition.change            no   no   no   no   no   yes  no
  desk:sections                                section.change            no   no   no   no   no   yes  no
  desk:sections_order                          section.change            no   no   no   no   no   all  no
  desk:section_add                             section.change            no   no   no   no   no   yes  no
  desk:section                                 section.change            no   no   no   no   no   yes  no
  desk:kinds                                   kind.change               no   no   no   no   no   yes  no
  desk:kind_add                                kind.change               no   no   no   no   no   yes  no
  desk:kind                                    kind.change               no   no   no   no   no   yes  no
  desk:topics                                  topic.change              no   no   yes  no   no   yes  no
  desk:topic_add                               topic.change              no   no   yes  no   no   yes  no
  desk:topic                                   topic.change              no   no   yes  no   no   yes  no
  desk:authors                                 author.change             no   no   yes  no   no   yes  no
  desk:author_add                              author.change             no   no   yes  no   no   yes  no
  desk:author                                  author.change             no   no   yes  no   no   yes  no
  desk:section_merge                           section.change            no   no   no   no   no   yes  no
  desk:section_remove                          section.change            no   no   no   no   no   yes  no
  desk:topic_merge                             topic.change              no   no   yes  no   no   yes  no
  desk:topic_remove                            topic.change              no   no   yes  no   no   yes  no
  desk:author_merge                            author.change             no   no   yes  no   no   yes  no
  desk:author_remove                           author.change             no   no   yes  no   no   yes  no
  wagtailadmin_explore                         staff.change              no   no   no   no   no   yes  no
  wagtailadmin_explore_results                 staff.change              no   no   no   no   no   yes  no

stories, to read
  desk:stories                                 article.read              yes  yes  yes  yes  no   yes  no
  desk:news                                    article.read              yes  yes  yes  yes  no   yes  no
  desk:daybook                                 article.read              yes  yes  yes  yes  no   yes  no
  desk:read                                    article.read              yes  yes  yes  yes  no   yes  no
  desk:printed                                 article.read              yes  yes  yes  yes  no   yes  no
  desk:start                                   article.read              yes  yes  yes  yes  no   yes  no
  shown                                        article.read              yes  yes  yes  yes  no   yes  no
  shown_file                                   article.read              yes  yes  yes  yes  no   yes  no
  /desk/preview-files/<path:path>              article.read              yes  yes  yes  yes  no   yes  no
  wagtailadmin_api:pages:listing               article.read              yes  yes  yes  yes  no   yes  no
  wagtailadmin_choose_page                     article.read              yes  yes  yes  yes  no   yes  no
  wagtailadmin_choose_page_child               article.read              yes  yes  yes  yes  no   yes  no
  wagtailadmin_choose_page_search              article.read              yes  yes  yes  yes  no   yes  no
  wagtailadmin_choose_page_chosen_multiple     article.read              yes  yes  yes  yes  no   yes  no
  wagtailadmin_choose_page_external_link       article.read              yes  yes  yes  yes  no   yes  no
  wagtailadmin_choose_page_email_link          article.read              yes  yes  yes  yes  no   yes  no
  wagtailadmin_choose_page_phone_link          article.read              yes  yes  yes  yes  no   yes  no
  wagtailadmin_choose_page_anchor_link         article.read              yes  yes  yes  yes  no   yes  no
  wagtailadmin_tag_autocomplete                article.read              yes  yes  yes  yes  no   yes  no
  /desk/test404/                               article.read              yes  yes  yes  yes  no   yes  no
  wagtailadmin_pages:confirm_workflow_cancellation article.read          yes  yes  yes  yes  no   yes  no

fronts
  desk:fronts                                  article.read              yes  yes  yes  yes  no   yes  no
  desk:front                                   article.read              yes  yes  yes  yes  no   yes  no
  desk:front_preview                           article.read              yes  yes  yes  yes  no   yes  no
  desk:front_history                           article.read              yes  yes  yes  yes  no   yes  no
  desk:front_face                              front.compose             no   no   here no   no   here no
  desk:front_place                             front.compose             no   no   here no   no   here no
  desk:front_publish                           front.publish             no   no   here no   no   here no
  desk:front_take_back                         front.publish             no   no   here no   no   here no
  desk:front_schedule                          front.schedule            no   no   here no   no   here no

an article
  desk:write                                   story.start               yes  no   yes  no   no   yes  no
  wagtailadmin_pages:search?q=a                article.write             yes  yes  yes  no   no   yes  no
  wagtailadmin_pages:search_results?q=a        article.write             yes  yes  yes  no   no   yes  no
  wagtailadmin_pages:edit                      article.write             here here here no   no   here no
  wagtailadmin_pages:view_draft                article.write             here here here no   no   here no
  wagtailadmin_pages:preview_on_edit           article.write             here here here no   no   here no
  wagtailadmin_pages:history                   article.write             here here here no   no   here no
  wagtailadmin_pages:history_results           article.write             here here here no   no   here no
  wagtailadmin_pages:workflow_history          article.write             here here here no   no   here no
  wagtailadmin_pages:workflow_history_detail   article.write             here here here no   no   here no
  wagtailadmin_pages:usage                     article.write             here here here no   no   here no
  wagtailadmin_pages:revisions_view            article.write             here here here no   no   here no
  wagtailadmin_pages:revisions_revert          article.write             here here here no   no   here no
  wagtailadmin_api:pages:detail                article.write             here here here no   no   here no
  desk:versions                                article.write             here here here no   no   here no
  desk:ask                                     article.submit            here here here no   no   here no
  wagtailadmin_pages:delete                    article.delete            own  own  here no   no   here no
  desk:share                                   article.share             own  own  here no   no   here no
  desk:send_out                                article.publish           no   no   here no   no   here no
  desk:undo                                    article.publish           no   no   here no   no   here no
  desk:schedule                                article.schedule          no   no   here no   no   here no
  desk:withdraw                                article.withdraw          no   no   here no   no   here no
  desk:told                                    article.withdraw          no   no   here no   no   here no
  desk:address                                 article.move              no   no   here no   no   here no
  wagtailadmin_pages:workflow_action           article.publish           no   no   here no   no   here no
  wagtailadmin_pages:collect_workflow_action_data article.publish        no   no   here no   no   here no
  wagtailadmin_pages:workflow_preview          article.publish           no   no   here no   no   here no

background
  desk:passages                                passage.write             yes  yes  yes  no   no   yes  no
  desk:passage_add                             passage.write             yes  yes  yes  no   no   yes  no
  desk:passage_in                              passage.write             yes  yes  yes  no   no   yes  no
  desk:passage_name                            passage.write             yes  yes  yes  no   no   yes  no
  desk:passage_delete                          passage.write             yes  yes  yes  no   no   yes  no
  desk:passage_versions                        passage.write             yes  yes  yes  no   no   yes  no
  passage_chooser:choose                       article.read              yes  yes  yes  yes  no   yes  no
  passage_chooser:choose_results               article.read              yes  yes  yes  yes  no   yes  no
  passage_chooser:chosen                       article.read              yes  yes  yes  yes  no   yes  no
  passage_chooser:chosen_multiple              article.read              yes  yes  yes  yes  no   yes  no

plain pages and navigation
  desk:pages                                   page.write                yes  yes  yes  no   no   yes  no
  desk:page_add                                page.write                yes  yes  yes  no   no   yes  no
  desk:page_in                                 page.write                yes  yes  yes  no   no   yes  no
  desk:page_name                               page.write                yes  yes  yes  no   no   yes  no
  desk:page_kind                               page.write                yes  yes  yes  no   no   yes  no
  desk:page_preview                            page.write                yes  yes  yes  no   no   yes  no
  desk:page_delete                             page.write                yes  yes  yes  no   no   yes  no
  desk:page_withdraw                           page.publish              no   no   yes  no   no   yes  no
  desk:navigation_in                           navigation.publish        no   no   yes  no   no   yes  no
  desk:navigation_follow                       navigation.publish        no   no   yes  no   no   yes  no

pictures
  wagtailimages:index                          picture.add,picture.describe yes yes  yes  yes  no   yes  no
  wagtailimages:index_results                  picture.add,picture.describe yes yes  yes  yes  no   yes  no
  wagtailimages:add                            picture.add               yes  no   yes  yes  no   yes  no
  wagtailimages:add_multiple                   picture.add               yes  no   yes  yes  no   yes  no
  wagtailimages:edit                           picture.describe          yes  yes  yes  yes  no   yes  no
  wagtailimages:delete                         picture.change            own  no   yes  yes  no   yes  no
  wagtailimages:image_usage                    picture.describe          yes  yes  yes  yes  no   yes  no
  wagtailimages:preview                        picture.describe          yes  yes  yes  yes  no   yes  no
  wagtail_bulk_action?id                       picture.describe          yes  yes  yes  yes  no   yes  no
  pictures_media                               article.write,picture.add yes  yes  yes  yes  no   yes  no
  wagtailimages_chooser:choose                 article.write,picture.add yes  yes  yes  yes  no   yes  no
  wagtailimages_chooser:choose_results         article.write,picture.add yes  yes  yes  yes  no   yes  no
  wagtailimages_chooser:chosen                 article.read              yes  yes  yes  yes  no   yes  no
  wagtailimages_chooser:chosen_multiple        article.read              yes  yes  yes  yes  no   yes  no
  wagtailimages_chooser:select_format          article.read              yes  yes  yes  yes  no   yes  no
  wagtailimages_chooser:create                 picture.add               yes  no   yes  yes  no   yes  no
  wagtailadmin_api:images:listing              article.read              yes  yes  yes  yes  no   yes  no
  wagtailadmin_api:images:detail               article.read              yes  yes  yes  yes  no   yes  no

documents
  wagtaildocs:index                            document.change           yes  no   yes  no   no   yes  no
  wagtaildocs:index_results                    document.change           yes  no   yes  no   no   yes  no
  wagtaildocs:add                              document.add              yes  no   yes  no   no   yes  no
  wagtaildocs:edit                             document.change           yes  no   yes  no   no   yes  no
  wagtaildocs:delete                           document.change           yes  no   yes  no   no   yes  no
  wagtaildocs:document_usage                   document.change           yes  no   yes  no   no   yes  no
  documents_media                              article.write,document.add yes yes  yes  no   no   yes  no
  wagtaildocs_chooser:choose                   article.read              yes  yes  yes  yes  no   yes  no
  wagtaildocs_chooser:choose_results           article.read              yes  yes  yes  yes  no   yes  no
  wagtaildocs_chooser:chosen                   article.write,document.add yes yes  yes  no   no   yes  no
  wagtaildocs_chooser:chosen_multiple          article.read              yes  yes  yes  yes  no   yes  no
  wagtaildocs_chooser:create                   document.add              yes  no   yes  no   no   yes  no
  wagtailadmin_api:documents:listing           article.read              yes  yes  yes  yes  no   yes  no
  wagtailadmin_api:documents:detail            article.read              yes  yes  yes  yes  no   yes  no
"""

POSTS = """
                                                                         rep  tra  des  pho  mod  chi  tec
stories
  desk:write                                   story.start               yes  no   yes  no   no   yes  no
  desk:start                                   edition.start             here here here no   no   here no
  wagtailadmin_pages:edit                      article.write             here here here no   no   here no
  wagtailadmin_pages:revisions_revert          article.write             here here here no   no   here no
  desk:ask                                     article.submit            here here here no   no   here no
  wagtailadmin_pages:delete                    article.delete            own  own  here no   no   here no
  desk:share                                   article.share             own  own  here no   no   here no
  desk:share?take_back                         article.share             own  own  here no   no   here no
  desk:send_out                                article.publish           no   no   here no   no   here no
  desk:undo                                    article.publish           no   no   here no   no   here no
  desk:schedule                                article.schedule          no   no   here no   no   here no
  desk:withdraw                                article.withdraw          no   no   here no   no   here no
  desk:told                                    article.withdraw          no   no   here no   no   here no
  desk:address                                 article.move              no   no   here no   no   here no
  desk:versions                                -                         no   no   no   no   no   no   no
  wagtailadmin_pages:lock                      article.publish           no   no   here no   no   here no
  wagtailadmin_pages:unlock                    article.publish           no   no   here no   no   here no
  wagtailadmin_pages:workflow_action           article.publish           no   no   here no   no   here no

fronts
  desk:front                                   front.compose             no   no   here no   no   here no
  desk:front_face                              front.compose             no   no   here no   no   here no
  desk:front_place                             front.compose             no   no   here no   no   here no
  desk:front_publish                           front.publish             no   no   here no   no   here no
  desk:front_take_back                         front.publish             no   no   here no   no   here no
  desk:front_schedule                          front.schedule            no   no   here no   no   here no
  desk:front_schedule?unschedule               front.schedule            no   no   here no   no   here no

several articles at once
  desk:together?ask                            article.submit            here here here no   no   here no
  desk:together?hand                           article.hand              own  own  here no   no   here no
  desk:together?send-out                       article.publish           no   no   here no   no   here no
  desk:together?schedule                       article.schedule          no   no   here no   no   here no
  desk:together?unschedule                     article.schedule          no   no   here no   no   here no
  desk:together?withdraw                       article.withdraw          no   no   here no   no   here no

background
  desk:passage_add                             passage.write             yes  yes  yes  no   no   yes  no
  desk:passage_in                              passage.write             here here here no   no   here no
  desk:passage_in?publish                      passage.publish           no   no   here no   no   here no
  desk:passage_name                            passage.write             yes  yes  yes  no   no   yes  no
  desk:passage_delete                          passage.publish           no   no   here no   no   here no
  desk:passage_delete?draft                    passage.write             here here here no   no   here no
  desk:passage_versions                        passage.write             here here here no   no   here no
  desk:passage_versions?publish                passage.publish           no   no   here no   no   here no

plain pages and navigation
  desk:page_add                                page.write                yes  yes  yes  no   no   yes  no
  desk:page_in                                 page.write                here here here no   no   here no
  desk:page_in?publish                         page.publish              no   no   here no   no   here no
  desk:page_name                               page.publish              no   no   here no   no   here no
  desk:page_kind                               page.publish              no   no   here no   no   here no
  desk:page_withdraw                           page.publish              no   no   here no   no   here no
  desk:page_delete                             page.write                here here here no   no   here no
  desk:navigation_in                           navigation.publish        no   no   here no   no   here no

pictures and documents
  wagtailimages:add                            picture.add               yes  no   yes  yes  no   yes  no
  wagtailimages:add_multiple                   picture.add               yes  no   yes  yes  no   yes  no
  wagtailimages_chooser:create                 picture.add               yes  no   yes  yes  no   yes  no
  wagtailimages:edit                           picture.change            own  no   yes  yes  no   yes  no
  wagtailimages:delete                         picture.change            own  no   yes  yes  no   yes  no
  wagtailimages:edit_multiple                  picture.change            own  no   yes  yes  no   yes  no
  wagtailimages:delete_multiple                picture.change            own  no   yes  yes  no   yes  no
  wagtailimages:create_multiple_from_uploaded_image picture.add          yes  no   yes  yes  no   yes  no
  wagtailimages:delete_upload_multiple         picture.add               yes  no   yes  yes  no   yes  no
  wagtail_bulk_action?id                       picture.change            own  no   yes  yes  no   yes  no
  wagtaildocs:add                              document.add              yes  no   yes  no   no   yes  no
  wagtaildocs_chooser:create                   document.add              yes  no   yes  no   no   yes  no
  wagtaildocs:edit                             document.change           yes  no   yes  no   no   yes  no
  wagtaildocs:delete                           document.change           yes  no   yes  no   no   yes  no

the newsroom
  desk:person_add                              staff.change              no   no   no   no   no   all  no
  desk:person                                  staff.change              no   no   no   no   no   yes  no
  desk:invite                                  staff.change              no   no   no   no   no   all  no
  desk:edition                                 edition.change            no   no   no   no   no   here no
  desk:edition_add                             edition.change            no   no   no   no   no   all  no
  desk:sections_order                          section.change            no   no   no   no   no   all  no
  desk:section_add                             section.change            no   no   no   no   no   all  no
  desk:section                                 section.change            no   no   no   no   no   here no
  desk:section_merge                           section.change            no   no   no   no   no   here no
  desk:section_remove                          section.change            no   no   no   no   no   here no
  desk:kind_add                                kind.change               no   no   no   no   no   all  no
  desk:kind                                    kind.change               no   no   no   no   no   here no
  desk:topic_add                               topic.change              no   no   yes  no   no   yes  no
  desk:topic                                   topic.change              no   no   here no   no   here no
  desk:topic_merge                             topic.change              no   no   here no   no   here no
  desk:topic_remove                            topic.change              no   no   here no   no   here no
  desk:author_add                              author.change             no   no   yes  no   no   yes  no
  desk:author                                  author.change             no   no   here no   no   here no
  desk:author_merge                            author.change             no   no   here no   no   here no
  desk:author_remove                           author.change             no   no   here no   no   here no
  desk:press                                   press.print               no   no   no   no   no   all  all
"""

LEAD_ON = frozenset(
    {
        "desk:passage",
        "desk:page",
        "desk:navigation",
        "passage_chooser:create",
        "wagtailadmin_explore_root",
        "wagtailadmin_login",
        *(f"wagtailadmin_pages:{name}" for name in ("choose_parent", "type_use", "type_use_results")),
        *(f"wagtailadmin_pages:revisions_{name}" for name in ("index", "compare", "unschedule")),
        "wagtailadmin_pages:unpublish",
    }
)
"""Doors that show nothing: they lead to one of the others."""

CLOSED = frozenset(
    {
        *("wagtailadmin_collections", "wagtailadmin_reports", "wagtailadmin_workflows", "wagtailembeds"),
        *("wagtailsites", "wagtailsnippets", "wagtailusers_groups", "wagtailusers_users"),
        *(f"wagtailadmin_password_reset{name}" for name in ("", "_done", "_confirm", "_complete")),
        *(f"wagtailadmin_api:{kind}:find" for kind in ("pages", "images", "documents")),
        *("wagtailadmin_api:pages:action", "wagtailadmin_block_preview", "wagtailadmin_error_test"),
        *("wagtailadmin_tag_model_autocomplete", "/desk/^.*/$"),
        *("wagtailimages:url_generator", "wagtailimages:url_generator_output"),
        *(f"wagtailadmin_pages:{name}" for name in ("add", "preview_on_add", "convert_alias", "copy", "set_privacy")),
        *(f"wagtailadmin_pages:{name}" for name in ("add_subpage", "move", "move_confirm", "set_page_position")),
        *("wagtaildocs:add_multiple", "wagtaildocs:edit_multiple", "wagtaildocs:delete_multiple"),
        *("wagtaildocs:create_multiple_from_uploaded_document", "wagtaildocs:delete_upload_multiple"),
    }
)
"""Doors of Wagtail's behind which there is nothing for anybody; the name of a family stands for all of it."""

OF_ONES_OWN = frozenset(
    {"wagtailadmin_logout", "wagtailadmin_editing_sessions:ping", "wagtailadmin_editing_sessions:release"}
)
"""What says only that somebody sits there, or leaves. It changes no word of anything."""
