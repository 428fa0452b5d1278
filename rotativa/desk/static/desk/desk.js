/*
 * What the desk adds to Wagtail's screens: keys of lists, names for what has none, and an editor that loses nothing.
 * Obeys the person's own switch for keyboard shortcuts, as Wagtail's do; letters act outside text fields only.
 */

(() => {
    const own = document.currentScript.dataset;
    const config = JSON.parse(document.getElementById('wagtail-config')?.textContent || '{}');
    const shortcuts = config.KEYBOARD_SHORTCUTS_ENABLED !== false;

    const typing = (element) => element.closest('input, textarea, select, [contenteditable="true"]') !== null;

    /* A list is one tab stop: J, K and the arrows move, Enter opens. */
    class ListController extends window.StimulusModule.Controller {
        static targets = ['item'];

        connect() {
            this.onKey = this.onKey.bind(this);
            document.addEventListener('keydown', this.onKey);
            this.itemTargets.forEach((item, index) => item.setAttribute('tabindex', index === 0 ? '0' : '-1'));
        }

        disconnect() {
            document.removeEventListener('keydown', this.onKey);
        }

        onKey(event) {
            if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target)) return;
            const inside = this.element.contains(event.target);
            const down = inside && event.key === 'ArrowDown';
            const up = inside && event.key === 'ArrowUp';
            if (down || (shortcuts && event.key === 'j')) this.move(1, event);
            else if (up || (shortcuts && event.key === 'k')) this.move(-1, event);
            else if (event.key === 'Enter' && this.itemTargets.includes(event.target)) this.open(event);
            else if (inside && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) this.across(event);
        }

        get current() {
            return this.itemTargets.findIndex((item) => item.contains(document.activeElement));
        }

        move(step, event) {
            const next = this.itemTargets[Math.max(0, this.current + step)];
            if (!next) return;
            event.preventDefault();
            this.itemTargets.forEach((item) => item.setAttribute('tabindex', '-1'));
            next.setAttribute('tabindex', '0');
            next.focus();
            next.scrollIntoView({ block: 'nearest' });
        }

        /* Along the links of one row, in the reading direction. */
        across(event) {
            const item = this.itemTargets[this.current];
            if (!item) return;
            const links = [...item.querySelectorAll('a[href], button')];
            const forward = (event.key === 'ArrowRight') === (getComputedStyle(this.element).direction === 'ltr');
            const at = links.indexOf(document.activeElement) + (forward ? 1 : -1);
            event.preventDefault();
            if (at < 0) item.focus();
            else links[Math.min(at, links.length - 1)]?.focus();
        }

        open(event) {
            const link = event.target.querySelector('a[href]');
            if (!link) return;
            event.preventDefault();
            link.click();
        }
    }

    /* What changes while one looks on: asked again as long as the screen is seen and nobody is about to press a button in it. */
    const AGAIN = 5000; // milliseconds
    class NowController extends window.StimulusModule.Controller {
        connect() {
            this.timer = setInterval(() => this.look(), AGAIN);
        }

        disconnect() {
            clearInterval(this.timer);
        }

        get busy() {
            return document.hidden || this.element.contains(document.activeElement) || this.element.matches(':hover:has(button:hover)');
        }

        async look() {
            if (this.busy) return;
            const answer = await fetch(window.location.href, { redirect: 'error', signal: AbortSignal.timeout(AGAIN) }).catch(() => null);
            if (!answer?.ok) return;
            const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(this.element.id);
            if (fresh && !this.busy) this.element.replaceChildren(...fresh.childNodes);
        }
    }

    /* The number on a side panel's toggle, which Wagtail does not render again when it saves by itself. */
    class CountController extends window.StimulusModule.Controller {
        static values = { panel: String, count: Number };

        connect() {
            const toggle = document.querySelector(`[data-side-panel-toggle="${this.panelValue}"] [data-side-panel-toggle-counter]`);
            if (!toggle) return;
            toggle.textContent = String(this.countValue);
            toggle.hidden = this.countValue === 0;
        }
    }

    /*
     * Wagtail gives no name to its text editors, to a block of one field, and to the faces of colleagues: theirs is the heading
     * that stands above them. Watches form and header, because blocks and colleagues come and go.
     */
    class NamesController extends window.StimulusModule.Controller {
        connect() {
            this.watch = new MutationObserver(() => this.later());
            this.form = this.element.closest('form');
            [this.form, document.querySelector('.w-slim-header')].forEach((place) => {
                if (place) this.watch.observe(place, { childList: true, subtree: true });
            });
            this.later();
        }

        disconnect() {
            this.watch.disconnect();
        }

        later() {
            cancelAnimationFrame(this.frame);
            this.frame = requestAnimationFrame(() => this.name());
        }

        name() {
            const fields = this.form.querySelectorAll('.public-DraftEditor-content:not([aria-label]), .w-panel input[type="text"]:not([aria-label])');
            fields.forEach((field) => {
                if (field.labels?.length) return;
                const words = field.closest('.w-panel')?.querySelector('[data-panel-heading-text], .w-panel__heading')?.textContent.trim();
                if (words) field.setAttribute('aria-label', words);
            });
            document.querySelectorAll('.w-editing-sessions__session:not([aria-label])').forEach((face) => {
                const bubble = face._tippy?.props.content ?? face;
                const words = bubble.textContent?.replace(/\s+/g, ' ').trim();
                if (words) face.setAttribute('aria-label', words);
            });
        }
    }

    /*
     * Wagtail's text editors hand what was typed to the form a quarter of a second later. Who saves or sends out at once, by a
     * key, would lose the last sentence and read that it was saved. So a button that is pressed too soon is pressed again.
     */
    const HANDED_OVER = 400; // milliseconds
    let touched = -HANDED_OVER;
    const touch = (event) => {
        if (event.target.closest?.('.Draftail-Editor')) touched = performance.now();
    };
    ['keydown', 'beforeinput', 'paste', 'cut', 'drop', 'mousedown'].forEach((kind) => document.addEventListener(kind, touch, true));
    document.addEventListener(
        'click',
        (event) => {
            const button = event.target.closest?.('form[data-edit-form] button[type="submit"]');
            const wait = touched + HANDED_OVER - performance.now();
            if (!button || wait <= 0) return;
            event.preventDefault();
            event.stopImmediatePropagation();
            setTimeout(() => button.click(), wait);
        },
        true,
    );

    /*
     * Who was signed out while writing keeps the text: the form is sent only when there is somebody to send it. Signing in
     * again, in another window, gives new tokens, so the form gets the one that is right now.
     */
    const PATIENCE = 10000; // milliseconds
    const SURE = 30000; // milliseconds: long enough for Wagtail to ask whether a colleague's version is to be left behind
    let sure = 0;
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
            const asked = { redirect: 'manual', headers: { Accept: 'application/json' }, signal: AbortSignal.timeout(PATIENCE) };
            const answer = await fetch(own.here, asked).catch(() => null);
            button.ariaBusy = null;
            if (!answer?.ok) {
                tell(answer?.type === 'opaqueredirect' ? own.signedOut : own.unreachable);
                return;
            }
            button.form.elements.csrfmiddlewaretoken.value = (await answer.json()).token;
            sure = performance.now() + SURE;
            button.click();
        },
        true,
    );

    /*
     * Wagtail looks at a form two seconds after it came, and takes what it finds for saved. What somebody typed before
     * would be neither saved nor warned of: it is told to save.
     */
    const unsaved = (form) => window.wagtail.app.getControllerForElementAndIdentifier(form, 'w-unsaved');
    const looked = new WeakSet();
    const early = new WeakSet();
    const typed = (event) => {
        // What scripts do to fields while the page is being made is nobody's typing.
        const form = event.isTrusted && event.target.closest?.('form[data-edit-form]');
        if (form && !looked.has(form)) early.add(form);
    };
    ['input', 'change', 'beforeinput', 'paste', 'drop'].forEach((kind) => document.addEventListener(kind, typed, true));
    document.addEventListener('w-unsaved:watch-edits', ({ target }) => {
        looked.add(target);
        const form = unsaved(target);
        if (!form || !early.has(target)) return;
        form.initialFormData = 'as it was before anybody looked';
        form.hasChanges();
    });
    document.addEventListener('w-autosave:save', ({ target }) => early.delete(target));

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
        if (now === without(sent, given) || now === sentAgain) return;
        sentAgain = now; // what differs once more without anybody's doing is no reason to save for ever
        form.initialFormData = sent;
        form.hasChanges();
    });

    /* A link may ask for a panel beside the text (?beside=original), where there is room for both. */
    const ROOM = 800; // pixels, as Wagtail's own
    window.addEventListener('load', () => {
        const name = new URLSearchParams(location.search).get('beside') ?? '';
        const panel = document.querySelector(`[data-side-panel="${CSS.escape(name)}"]`);
        if (!panel?.hidden || window.innerWidth < ROOM) return;
        document.querySelector(`[data-side-panel-toggle="${CSS.escape(name)}"]`)?.click();
    });

    /*
     * A link to a field leads to it although the editor above it is still growing, for as long as that takes on a slow
     * machine: until the field has stood in view for a while, or somebody takes over.
     */
    const LOOK_EVERY = 150; // milliseconds
    const STANDS = 20; // looks in a row that find the field in view
    const GIVE_UP = 400; // looks
    const inView = (field) => {
        const { top, bottom, height } = field.getBoundingClientRect();
        return height > 0 && top >= 0 && bottom <= window.innerHeight;
    };
    const leadToField = () => {
        const field = document.querySelector('form[data-edit-form]') && document.getElementById(location.hash.slice(1));
        if (!field?.matches('input, select, textarea')) return;
        let looks = 0;
        let standing = 0;
        const look = () => {
            standing = inView(field) ? standing + 1 : 0;
            if (!standing) field.scrollIntoView({ block: 'center' });
            if (standing === STANDS || ++looks === GIVE_UP) stop();
        };
        const looking = setInterval(look, LOOK_EVERY);
        const taken = ['wheel', 'pointerdown', 'keydown', 'touchstart'];
        const stop = () => {
            clearInterval(looking);
            taken.forEach((kind) => document.removeEventListener(kind, stop, true));
        };
        taken.forEach((kind) => document.addEventListener(kind, stop, true));
        field.focus({ preventScroll: true });
        look();
    };
    document.addEventListener('DOMContentLoaded', leadToField);
    window.addEventListener('hashchange', leadToField);

    window.wagtail.app.register('r-names', NamesController);
    window.wagtail.app.register('r-list', ListController);
    window.wagtail.app.register('r-count', CountController);
    window.wagtail.app.register('r-now', NowController);
})();
