/*
 * Finding one's way in the editor: names for what has none, numbers that are right, and links that lead to what they name.
 */

(() => {
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

        /* A cell of a table is called what stands over its column, a heading by what it is. */
        nameCell(field) {
            const table = field.closest('.typed-table-block table');
            if (!table) return false;
            const place = field.closest('td, th')?.cellIndex;
            const heading = table.querySelectorAll('thead tr:first-child > *')[place]?.querySelector('.column-heading');
            if (field.classList.contains('column-heading')) field.setAttribute('aria-label', field.placeholder);
            else if (heading) field.setAttribute('aria-labelledby', heading.id ||= `${heading.name}-name`);
            return true;
        }

        name() {
            const fields = this.form.querySelectorAll('.public-DraftEditor-content:not([aria-label]), .w-panel input[type="text"]:not([aria-label], [aria-labelledby])');
            fields.forEach((field) => {
                if (field.labels?.length || this.nameCell(field)) return;
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
     * The calendar and the clock of a field open a moment after one enters it. Who has typed and left by then would find them
     * open over the page, with nothing that closes them but a click elsewhere.
     */
    const OPENED = 250; // milliseconds: it waits 100 once it is there, and 100 more to be made the first time
    document.addEventListener('focusout', ({ target }) => {
        setTimeout(() => {
            const left = target !== document.activeElement && target.isConnected;
            if (left && window.jQuery(target).data('xdsoft_datetimepicker')) window.jQuery(target).datetimepicker('hide');
        }, OPENED);
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
        return height > 0 && top >= 0 && (bottom <= window.innerHeight || (height > window.innerHeight && top < window.innerHeight / 2));
    };
    /* By its id; else by its name: Wagtail makes the ids of panels from their headings, in each language others. */
    const named = (name) => {
        const field = document.getElementById(name);
        return field?.type === 'hidden' || !field ? document.querySelector(`[data-contentpath="${CSS.escape(name)}"]`) : field;
    };
    const leadToField = () => {
        const name = decodeURIComponent(location.hash.slice(1));
        const field = name && document.querySelector('form[data-edit-form]') && named(name);
        if (!field) return;
        let looks = 0;
        let standing = 0;
        const look = () => {
            standing = inView(field) ? standing + 1 : 0;
            if (!standing) field.scrollIntoView({ block: field.offsetHeight > window.innerHeight ? 'start' : 'center' });
            if (standing === STANDS || ++looks === GIVE_UP) stop();
        };
        const looking = setInterval(look, LOOK_EVERY);
        const taken = ['wheel', 'pointerdown', 'keydown', 'touchstart'];
        const stop = () => {
            clearInterval(looking);
            taken.forEach((kind) => document.removeEventListener(kind, stop, true));
        };
        taken.forEach((kind) => document.addEventListener(kind, stop, true));
        const typed = 'input:not([type="hidden"]), select, textarea, [contenteditable="true"], button:not([aria-expanded="true"])';
        (field.matches(typed) ? field : field.querySelector(typed))?.focus({ preventScroll: true });
        look();
    };
    document.addEventListener('DOMContentLoaded', leadToField);
    window.addEventListener('hashchange', leadToField);

    const NOTE_KEY = 77; // the m of Ctrl + Alt + m, as Wagtail asks for it

    /* The keys for a note open the panel in which it is written: while that is shut, the cursor would go nowhere. */
    document.addEventListener('keydown', (event) => {
        if (!(event.ctrlKey || event.metaKey) || !event.altKey || event.keyCode !== NOTE_KEY) return;
        const notes = document.querySelector('[data-side-panel="comments"]');
        if (notes?.hidden) document.querySelector('[data-side-panel-toggle="comments"]')?.click();
    }, true);

    /* A new live entry is of this minute, by the clocks of the edition; what is there already is left alone. */
    class NowController extends window.StimulusModule.Controller {
        connect() {
            const day = this.element.querySelector('input[name$="-value-day"]');
            const time = this.element.querySelector('input[name$="-value-time"]');
            const zone = document.querySelector('[data-r-zone]')?.dataset.rZone;
            if (!zone || !day || !time || day.value || time.value) return;
            const parts = new Intl.DateTimeFormat('en-u-nu-latn', {
                timeZone: zone, hourCycle: 'h23', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit',
            }).formatToParts(new Date());
            const part = Object.fromEntries(parts.map(({ type, value }) => [type, value]));
            day.value = `${part.year}-${part.month}-${part.day}`;
            time.value = `${part.hour}:${part.minute}`;
            [day, time].forEach((field) => field.dispatchEvent(new Event('change', { bubbles: true })));
        }
    }

    window.wagtail.app.register('r-count', CountController);
    window.wagtail.app.register('r-names', NamesController);
    window.wagtail.app.register('r-now', NowController);
})();
