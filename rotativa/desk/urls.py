"""The addresses of the desk's own screens, below ``/desk/``."""

from django.urls import URLPattern, path

from rotativa.desk import closed
from rotativa.desk.newsroom import LISTS
from rotativa.desk.views.account import account
from rotativa.desk.views.address import AddressView
from rotativa.desk.views.ask import AskView
from rotativa.desk.views.choosing import browse, chosen, search
from rotativa.desk.views.daybook import DaybookView
from rotativa.desk.views.dismissed import dismissed
from rotativa.desk.views.editions import AddEditionView, EditionsView, EditionView
from rotativa.desk.views.front import FrontsView, FrontView
from rotativa.desk.views.front_acts import (
    PublishFrontView,
    ScheduleFrontView,
    TakeBackFrontView,
)
from rotativa.desk.views.front_places import EndPlaceView, FacePlaceView
from rotativa.desk.views.front_seen import FrontHistoryView, FrontPreviewView
from rotativa.desk.views.here import here
from rotativa.desk.views.merging import MergeView, RemoveView
from rotativa.desk.views.navigation import FollowNavigationView, NavigationView
from rotativa.desk.views.newsroom import NamedView, NamesView
from rotativa.desk.views.ordering import OrderSectionsView
from rotativa.desk.views.page_acts import (
    DeletePageView,
    PageKindView,
    PreviewPageView,
    RenamePageView,
    WithdrawPageView,
)
from rotativa.desk.views.pages import AddPageView, PagesView, PageView
from rotativa.desk.views.passage_acts import DeletePassageView, PassageVersionsView, RenamePassageView
from rotativa.desk.views.passages import AddPassageView, PassagesView, PassageView
from rotativa.desk.views.person import PersonView
from rotativa.desk.views.press import PressView
from rotativa.desk.views.printed import PrintedView
from rotativa.desk.views.read import ReadView
from rotativa.desk.views.schedule import ScheduleView
from rotativa.desk.views.script_words import script_words
from rotativa.desk.views.seen import block_preview
from rotativa.desk.views.send_out import SendOutView
from rotativa.desk.views.sessions import SessionsView
from rotativa.desk.views.share import ShareView
from rotativa.desk.views.staff import AddPersonView, InviteView, StaffView
from rotativa.desk.views.start import StartView, WriteView
from rotativa.desk.views.stories import StoriesView, news
from rotativa.desk.views.together import TogetherView
from rotativa.desk.views.told import ToldView
from rotativa.desk.views.undo import UndoView
from rotativa.desk.views.versions import VersionsView
from rotativa.desk.views.withdraw import WithdrawView

urlpatterns: list[URLPattern] = [
    path("here/", here, name="here"),
    path("stories/", StoriesView.as_view(), name="stories"),
    path("stories/news/", news, name="news"),
    path("stories/together/", TogetherView.as_view(), name="together"),
    path("stories/write/", WriteView.as_view(), name="write"),
    path("stories/<uuid:story>/printed/", PrintedView.as_view(), name="printed"),
    path("stories/<uuid:story>/start/<str:edition>/", StartView.as_view(), name="start"),
    path("articles/<int:pk>/", ReadView.as_view(), name="read"),
    path("articles/<int:pk>/send-out/", SendOutView.as_view(), name="send_out"),
    path("articles/<int:pk>/ask/", AskView.as_view(), name="ask"),
    path("articles/<int:pk>/schedule/", ScheduleView.as_view(), name="schedule"),
    path("articles/<int:pk>/withdraw/", WithdrawView.as_view(), name="withdraw"),
    path("articles/<int:pk>/told/", ToldView.as_view(), name="told"),
    path("articles/<int:pk>/share/", ShareView.as_view(), name="share"),
    path("articles/<int:pk>/undo/", UndoView.as_view(), name="undo"),
    path("articles/<int:pk>/versions/", VersionsView.as_view(), name="versions"),
    path("articles/<int:pk>/address/", AddressView.as_view(), name="address"),
    path("fronts/", FrontsView.as_view(), name="fronts"),
    path("fronts/<str:edition>/", FrontView.as_view(), name="front"),
    path("fronts/<str:edition>/publish/", PublishFrontView.as_view(), name="front_publish"),
    path("fronts/<str:edition>/schedule/", ScheduleFrontView.as_view(), name="front_schedule"),
    path("fronts/<str:edition>/take-back/", TakeBackFrontView.as_view(), name="front_take_back"),
    path("fronts/<str:edition>/history/", FrontHistoryView.as_view(), name="front_history"),
    path("fronts/<str:edition>/preview/", FrontPreviewView.as_view(), name="front_preview"),
    path("fronts/<str:edition>/places/<uuid:story>/", EndPlaceView.as_view(), name="front_place"),
    path("fronts/<str:edition>/places/<uuid:story>/face/", FacePlaceView.as_view(), name="front_face"),
    path("daybook/", DaybookView.as_view(), name="daybook"),
    path("press/", PressView.as_view(), name="press"),
    path("background/", PassagesView.as_view(), name="passages"),
    path("background/add/", AddPassageView.as_view(), name="passage_add"),
    path("background/<int:pk>/", PassageView.as_view(), name="passage"),
    path("background/<int:pk>/name/", RenamePassageView.as_view(), name="passage_name"),
    path("background/<int:pk>/delete/", DeletePassageView.as_view(), name="passage_delete"),
    path("background/<int:pk>/<str:edition>/versions/", PassageVersionsView.as_view(), name="passage_versions"),
    path("background/<int:pk>/<str:edition>/", PassageView.as_view(), name="passage_in"),
    path("plain-pages/", PagesView.as_view(), name="pages"),
    path("plain-pages/add/", AddPageView.as_view(), name="page_add"),
    path("plain-pages/<int:pk>/", PageView.as_view(), name="page"),
    path("plain-pages/<int:pk>/delete/", DeletePageView.as_view(), name="page_delete"),
    path("plain-pages/<int:pk>/kind/", PageKindView.as_view(), name="page_kind"),
    path("plain-pages/<int:pk>/<str:edition>/", PageView.as_view(), name="page_in"),
    path("plain-pages/<int:pk>/<str:edition>/name/", RenamePageView.as_view(), name="page_name"),
    path("plain-pages/<int:pk>/<str:edition>/withdraw/", WithdrawPageView.as_view(), name="page_withdraw"),
    path("plain-pages/<int:pk>/<str:edition>/preview/", PreviewPageView.as_view(), name="page_preview"),
    path("sections/order/", OrderSectionsView.as_view(), name="sections_order"),
    path("navigation/", NavigationView.as_view(), name="navigation"),
    path("navigation/<str:edition>/", NavigationView.as_view(), name="navigation_in"),
    path("navigation/<str:edition>/follow/", FollowNavigationView.as_view(), name="navigation_follow"),
    path("staff/", StaffView.as_view(), name="staff"),
    path("account/sessions/", SessionsView.as_view(), name="sessions"),
    path("staff/invite/", InviteView.as_view(), name="invite"),
    path("staff/add/", AddPersonView.as_view(), name="person_add"),
    path("staff/<int:pk>/", PersonView.as_view(), name="person"),
    path("editions/", EditionsView.as_view(), name="editions"),
    path("editions/add/", AddEditionView.as_view(), name="edition_add"),
    path("editions/<str:edition>/", EditionView.as_view(), name="edition"),
]
for listed in LISTS:
    urlpatterns += [
        path(f"{listed.plural}/", NamesView.as_view(listed=listed), name=listed.plural),
        path(f"{listed.plural}/add/", NamedView.as_view(listed=listed), name=f"{listed.kind}_add"),
        path(f"{listed.plural}/<int:pk>/", NamedView.as_view(listed=listed), name=listed.kind),
    ]
    if listed.merge is not None:
        urlpatterns += [
            path(f"{listed.plural}/<int:pk>/merge/", MergeView.as_view(listed=listed), name=f"{listed.kind}_merge"),
            path(f"{listed.plural}/<int:pk>/remove/", RemoveView.as_view(listed=listed), name=f"{listed.kind}_remove"),
        ]

in_place: list[URLPattern] = [
    path("account/", account, name="desk_account"),
    path("block-preview/", block_preview, name="wagtailadmin_block_preview"),
    path("dismissibles/", dismissed, name="wagtailadmin_dismissibles"),
    path("choose-page/chosen-multiple/", chosen, name="wagtailadmin_choose_page_chosen_multiple"),
    path("choose-page/", browse, name="wagtailadmin_choose_page"),
    path("choose-page/<int:parent_page_id>/", browse, name="wagtailadmin_choose_page_child"),
    path("choose-page/search/", search, name="wagtailadmin_choose_page_search"),
    path("jsi18n/", script_words, name="wagtailadmin_javascript_catalog"),
    *closed.urlpatterns,
]
"""Asked before Wagtail's own addresses, in place of them: what a hook registers is asked after."""
