/*
 * An editor that loses nothing: what was typed is saved or warned of, also by who is too quick, signed out or cut off.
 */

(() => {
    const own = document.currentScript.dataset;

    /*
     * Wagtail's text editors hand what was typed to the form a quarter of a second later, or later still on a slow machine. Who
     * saves or sends out at once, by a key, would lose the last sentence, or the second half of a text that was split by what
     * was pasted into it, and read that it was saved. So a button that is pressed too soon is pressed again: when nothing was
     * touched for a moment, and every word stands in the form.
     */
    const HANDED_OVER = 400; // milliseconds
    const AT_MOST = 3000; // milliseconds: whatever an editor keeps to itself by then, the rest is saved
    let touched = -HANDED_OVER;
    let pressed = null;
    const touch = (event) => {
        if (event.target.closest?.('.Draftail-Editor')) touched = performance.now();
    };
    const told = (blocks) => JSON.stringify(blocks.map(({ type, text }) => [type, text]).filter(([, text]) => text.trim()));
    const isHandedOver = ({ draftailEditor, rawContentState }) => {
        const content = draftailEditor?.getEditorState().getCurrentContent();
        return !content || told(content.getBlocksAsArray().map((one) => ({ type: one.getType(), text: one.getText() }))) === told(rawContentState?.blocks ?? []);
    };
    // When it happens, and when it has been dealt with, which takes its time too.
    ['keydown', 'beforeinput', 'paste', 'cut', 'drop', 'mousedown'].forEach((kind) => [true, false].forEach((first) => document.addEventListener(kind, touch, first)));
    document.addEventListener(
        'click',
        (event) => {
            const button = event.target.closest?.('form[data-edit-form] button[type="submit"]');
            if (!button) return;
            if (leaving === button.form) {
                // Two buttons that were pressed too soon: one of them has sent the form, and of two saves one is refused.
                event.preventDefault();
                event.stopImmediatePropagation();
                return;
            }
            const now = performance.now();
            pressed ??= now;
            let wait = touched + HANDED_OVER - now;
            if (wait <= 0 && now < Math.max(pressed, touched) + AT_MOST && ![...button.form.elements].every(isHandedOver)) wait = 50;
            if (wait <= 0) {
                pressed = null;
                return;
            }
            event.preventDefault();
            event.stopImmediatePropagation();
            setTimeout(() => button.click(), wait);
        },
        true,
    );

    /*
     * Who presses a button while the editor saves by itself waits for it: of two saves at once the desk would refuse the one
     * that comes second, as that of another window. Once the form is on its way, nothing is saved beside it, and nothing can
     * be typed that the next page would not show.
     */
    const PATIENCE = 10000; // milliseconds
    let saves = null; // since when
    let leaving = null;
    let sure = 0; // until when a form that is saved may be sent
    document.addEventListener('w-autosave:save', (event) => {
        if (event.target === leaving) event.preventDefault();
        else saves = performance.now();
    });
    ['success', 'error'].forEach((end) => document.addEventListener(`w-autosave:${end}`, () => (saves = null)));
    document.addEventListener(
        'click',
        (event) => {
            const button = event.target.closest?.('#page-edit-form button[type="submit"]');
            if (!button || saves === null || performance.now() > saves + PATIENCE) return;
            event.preventDefault();
            event.stopImmediatePropagation();
            setTimeout(() => button.click(), 50);
        },
        true,
    );
    window.addEventListener('submit', (event) => {
        if (event.defaultPrevented || event.target.id !== 'page-edit-form') return;
        leaving = event.target;
        setTimeout(() => leaving && (leaving.inert = true)); // what is inert at once would not be sent by every browser
    });
    const stay = () => {
        if (leaving) leaving.inert = false;
        leaving = null;
        sure = 0;
    };
    window.addEventListener('pageshow', stay);
    window.navigation?.addEventListener('navigateerror', stay); // somebody stopped it, or the line broke

    /*
     * Who was signed out while writing keeps the text: the form is sent only when there is somebody to send it. Signing in
     * again, in another window, gives new tokens, so the form gets the one that is right now.
     */
    const SURE = 30000; // milliseconds: long enough for Wagtail to ask whether a colleague's version is to be left behind
    const ask = () =>
        fetch(own.here, {
            redirect: 'manual',
            headers: { Accept: 'application/json' },
            signal: AbortSignal.timeout(PATIENCE),
        }).catch(() => null);
    const take = async (form, answer) => {
        const { token } = await answer.json();
        form.elements.csrfmiddlewaretoken.value = token;
        window.wagtailConfig.CSRF_TOKEN = token; // what the editor saves with by itself
    };
    const why = async (answer) => (await answer?.json().catch(() => null))?.error_message;
    /*
     * No browser gives back what was typed into a form that ended in an error page. So what is not saved yet is saved first, by
     * the editor itself, whose window stays if that fails. What Wagtail refuses for its words is sent all the same: it answers
     * with the form. What the desk itself refuses (`stays`) would end in a page of its own, without what was typed.
     */
    const ANSWERED_WITH_THE_FORM = ['validation_error', 'invalid_revision', 'locked'];
    const keep = async (form, event) => {
        const [edits, autosave] = ['w-unsaved', 'w-autosave'].map((name) => window.wagtail.app.getControllerForElementAndIdentifier(form, name));
        const isSaved = edits?.initialFormData === edits?.formData && !edits?.hasCommentsValue;
        if (!autosave?.activeValue || isSaved) return null;
        const interval = autosave.intervalValue;
        autosave.intervalValue = 0; // who has pressed a button does not type on
        await new Promise(requestAnimationFrame);
        const listening = new AbortController();
        const wrong = await new Promise((done) => {
            const { signal } = listening;
            document.addEventListener('w-autosave:success', () => done(null), { signal });
            document.addEventListener('w-autosave:error', ({ detail }) => done(detail), { signal });
            setTimeout(done, PATIENCE, {});
            autosave.save(event);
        });
        listening.abort();
        autosave.intervalValue = interval;
        return !wrong || (ANSWERED_WITH_THE_FORM.includes(wrong.type) && !wrong.response?.stays) ? null : wrong;
    };
    const tell = (text) => document.dispatchEvent(new CustomEvent('w-autosave:error', { detail: { text, type: 'locked' } }));
    document.addEventListener(
        'click',
        async (event) => {
            const button = event.target.closest?.('#page-edit-form button[type="submit"]');
            if (!button || performance.now() < sure) return;
            event.preventDefault();
            event.stopImmediatePropagation();
            if (button.ariaBusy) return;
            button.ariaBusy = 'true';
            const answer = await ask();
            button.ariaBusy = null;
            if (!answer?.ok) {
                tell(answer?.type === 'opaqueredirect' ? own.signedOut : ((await why(answer)) ?? own.unreachable));
                return;
            }
            await take(button.form, answer);
            button.ariaBusy = 'true';
            const wrong = await keep(button.form, event);
            button.ariaBusy = null;
            if (wrong) {
                tell(wrong.response?.error_message ?? own.failed);
                return;
            }
            sure = performance.now() + SURE;
            button.click();
        },
        true,
    );

    /*
     * Wagtail looks at a form two seconds after it came, and takes what it finds for saved; a form that is moved while the
     * page is being made it looks at twice. What somebody typed before would be neither saved nor warned of: it is told to
     * save.
     */
    const unsaved = (form) => window.wagtail.app.getControllerForElementAndIdentifier(form, 'w-unsaved');
    const differs = (form, from) => {
        form.initialFormData = from;
        form.hasChanges();
        form.notify(); // it tells by itself only where it had not known of any change before
    };
    const begun = new WeakSet(); // to save by itself
    const early = new WeakSet();
    const typed = (event) => {
        // What scripts do to fields while the page is being made is nobody's typing.
        const form = event.isTrusted && event.target.closest?.('form[data-edit-form]');
        if (form && !begun.has(form)) early.add(form);
    };
    ['input', 'change', 'beforeinput', 'paste', 'drop'].forEach((kind) => document.addEventListener(kind, typed, true));
    document.addEventListener('w-unsaved:watch-edits', ({ target }) => {
        const form = unsaved(target);
        if (!form || !early.has(target)) return;
        differs(form, 'as it was before anybody looked');
    });
    document.addEventListener('w-autosave:save', ({ target }) => {
        begun.add(target);
    });
    document.addEventListener('w-autosave:success', ({ target }) => early.delete(target)); // what failed is not saved

    /*
     * What changes in the form before anybody has touched the page is the doing of its scripts, which on a slow machine are
     * still at work when Wagtail has looked. It is as it came: whoever only opened it has nothing to save.
     */
    let isTouched = false;
    const touches = ['keydown', 'pointerdown', 'click', 'input', 'change', 'beforeinput', 'paste', 'drop'];
    touches.forEach((kind) => document.addEventListener(kind, (event) => (isTouched ||= event.isTrusted), true));
    document.addEventListener(
        'w-unsaved:add',
        (event) => {
            const form = unsaved(event.target);
            if (isTouched || !form || form.forceValue) return;
            event.stopImmediatePropagation();
            form.clear();
        },
        true,
    );

    /*
     * The form tells which version it goes on from. Of one that the editor makes by itself Wagtail knows, but not the form: the
     * desk could not tell it from one that the same person made in another window. It is written down before what stands in the
     * form is taken for saved.
     */
    document.addEventListener(
        'w-autosave:success',
        ({ target, detail }) => {
            const { revision_id: made, revision_created_at: when } = detail.response;
            const { loaded_revision_id: number, loaded_revision_created_at: moment } = target.elements ?? {};
            if (!made || !number || !moment) return;
            number.value = made;
            moment.value = when;
        },
        true,
    );

    /*
     * When Wagtail has saved by itself, it takes what stands in the form at that moment for saved. What was typed since it
     * was sent would be neither saved nor warned of. So what was sent is compared, and the difference is saved next.
     */
    let sent = '';
    let sentAgain = '';
    const without = (fields, names) => {
        const rest = new URLSearchParams(fields);
        names.forEach((name) => rest.delete(name));
        return rest.toString();
    };
    document.addEventListener('w-autosave:save', (event) => {
        sent = unsaved(event.target)?.formData ?? '';
    });
    document.addEventListener('w-autosave:success', (event) => {
        const form = unsaved(event.target);
        if (!form) return;
        const answered = Object.keys(event.detail.response.field_updates ?? {});
        const given = [...answered, 'loaded_revision_id', 'loaded_revision_created_at'];
        const now = without(form.formData, given);
        if (now === without(sent, given)) sentAgain = ''; // who takes a word back and types it again has it saved again
        if (now === without(sent, given) || now === sentAgain) return;
        sentAgain = now; // what differs once more without anybody's doing is no reason to save for ever
        differs(form, sent);
    });

    /*
     * Wagtail does not try again what a server failed to save, until somebody types on. Who has written the last sentence
     * types no more: it is tried as soon as the desk answers again, with the token of whoever has signed in since.
     */
    const AGAIN = 5000; // milliseconds
    let again = null;
    // Somebody has deleted what is written here: no try will save it.
    const isGone = async ({ action }) => {
        const answer = await fetch(action, { method: 'HEAD', redirect: 'manual', signal: AbortSignal.timeout(PATIENCE) }).catch(() => null);
        return answer?.status === 404;
    };
    const tryAgain = async (form) => {
        const answer = await ask();
        if (answer?.ok) {
            await take(form, answer);
            unsaved(form)?.notify();
        } else {
            again = setTimeout(tryAgain, AGAIN, form);
        }
    };
    document.addEventListener('w-autosave:error', async ({ target, detail }) => {
        clearTimeout(again);
        if (!detail.response?.again && ['invalid_revision', 'validation_error'].includes(detail.type)) return;
        if (detail.type === 'server_error' && (await isGone(target))) {
            tell(own.gone);
            return;
        }
        if (detail.type === 'locked' && (await ask())?.ok) return; // else nobody is signed in, or the desk is out of reach
        again = setTimeout(tryAgain, AGAIN, target.closest?.('form') ?? document.querySelector('form[data-edit-form]'));
    });
    document.addEventListener('w-autosave:success', () => clearTimeout(again));
})();
