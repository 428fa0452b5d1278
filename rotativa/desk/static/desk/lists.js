/*
 * Keys of lists. Obeys the person's own switch for keyboard shortcuts, as Wagtail's do; letters act outside text fields only.
 */

(() => {
    const config = JSON.parse(document.getElementById('wagtail-config')?.textContent || '{}');
    const shortcuts = config.KEYBOARD_SHORTCUTS_ENABLED !== false;

    const typing = (element) => element.closest('input:not([type="checkbox"]), textarea, select, [contenteditable="true"]') !== null;

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
            else if (inside && event.key === ' ' && this.itemTargets.includes(event.target)) this.mark(event);
            else if (inside && shortcuts && event.key === 's') this.go('a.r-start', event);
            else if (inside && shortcuts && event.key === 'o') this.go('a.r-send', event);
            else if (inside && shortcuts && event.key === 'h') this.versions(event);
            else if (inside && (event.key === 'ArrowRight' || event.key === 'ArrowLeft')) this.across(event);
        }

        /* The first of these links that the cell has which the cursor is in; else, the row's. */
        go(links, event) {
            const item = this.itemTargets[this.current];
            const link = event.target.closest('td')?.querySelector(links) || item?.querySelector(links);
            if (!link) return;
            event.preventDefault();
            link.click();
        }

        /* Of the article whose cell the cursor is in; else, of the one that the story is called by. */
        versions(event) {
            const row = event.target.closest('tr');
            const link = event.target.closest('td')?.querySelector('a[data-versions]') || row?.querySelector('a[data-versions]');
            if (link) window.location.assign(link.dataset.versions);
        }

        mark(event) {
            const box = event.target.querySelector('input[type="checkbox"]');
            if (!box) return;
            event.preventDefault();
            box.click();
        }

        get current() {
            return this.itemTargets.findIndex((item) => item.contains(document.activeElement));
        }

        move(step, event) {
            const next = this.itemTargets[Math.max(0, this.current + step)];
            if (!next) return;
            event.preventDefault();
            const column = event.target.closest?.('td')?.cellIndex;
            this.itemTargets.forEach((item) => item.setAttribute('tabindex', '-1'));
            next.setAttribute('tabindex', '0');
            (next.cells?.[column]?.querySelector('a[href]') || next).focus();
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

    /* Which rows are marked, and how to get at what can be done with them. */
    class MarksController extends window.StimulusModule.Controller {
        static targets = ['one', 'all', 'number', 'act'];

        connect() {
            this.onKey = this.onKey.bind(this);
            document.addEventListener('keydown', this.onKey);
            this.count();
        }

        disconnect() {
            document.removeEventListener('keydown', this.onKey);
        }

        onKey(event) {
            if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !shortcuts) return;
            if (event.key !== 'b' || !this.hasActTarget || !this.marked) return;
            event.preventDefault();
            this.actTarget.focus();
        }

        get marked() {
            return this.oneTargets.filter((box) => box.checked).length;
        }

        markAll() {
            this.oneTargets.forEach((box) => { box.checked = this.allTarget.checked; });
            this.count();
        }

        count() {
            const marked = this.marked;
            this.oneTargets.forEach((box) => box.closest('tr').toggleAttribute('data-marked', box.checked));
            this.element.toggleAttribute('data-marked', marked > 0);
            if (!this.hasNumberTarget) return;
            this.numberTarget.textContent = String(marked);
            this.allTarget.checked = marked === this.oneTargets.length;
            this.allTarget.indeterminate = marked > 0 && !this.allTarget.checked;
        }
    }

    /* F opens the filters with the cursor in the first; Escape closes them. */
    class FiltersController extends window.StimulusModule.Controller {
        connect() {
            this.onKey = this.onKey.bind(this);
            document.addEventListener('keydown', this.onKey);
        }

        disconnect() {
            document.removeEventListener('keydown', this.onKey);
        }

        onKey(event) {
            if (event.ctrlKey || event.metaKey || event.altKey) return;
            if (event.key === 'Escape' && this.element.open) {
                this.element.open = false;
                this.element.querySelector('summary').focus();
            } else if (event.key === 'f' && shortcuts && !typing(event.target)) {
                event.preventDefault();
                this.element.open = true;
                this.element.querySelector('select, input:not([type="hidden"])').focus();
            }
        }
    }

    /* Says that rows changed since they were shown. They are shown anew when somebody asks for it: none moves by itself. */
    class NewsController extends window.StimulusModule.Controller {
        static targets = ['said', 'load', 'key'];
        static values = { address: String, every: { type: Number, default: 20000 } };

        connect() {
            this.onKey = this.onKey.bind(this);
            document.addEventListener('keydown', this.onKey);
            this.timer = window.setInterval(() => this.ask(), this.everyValue);
        }

        disconnect() {
            document.removeEventListener('keydown', this.onKey);
            window.clearInterval(this.timer);
        }

        onKey(event) {
            if (event.ctrlKey || event.metaKey || event.altKey || typing(event.target) || !shortcuts) return;
            if (event.key === 'r' && !this.loadTarget.hidden) this.loadTarget.click();
        }

        async ask() {
            if (document.hidden) return;
            const answer = await fetch(this.addressValue, { headers: { Accept: 'application/json' } }).catch(() => null);
            if (!answer?.ok || answer.redirected) return;
            const { said } = await answer.json();
            if (!said || this.saidTarget.textContent === said) return;
            this.saidTarget.textContent = said;
            this.loadTarget.hidden = false;
            this.keyTarget.hidden = !shortcuts;
        }
    }

    /* What was too much for one answer goes on by itself, after a moment in which it can be stopped. */
    class GoesOnController extends window.StimulusModule.Controller {
        static targets = ['stop', 'go', 'cut'];
        static values = { here: String };

        connect() {
            this.stopTarget.hidden = false;
            if (window.history.state?.stopped) this.stop(); // and shown again since
            else this.timer = window.setTimeout(() => this.goTarget.click(), 1000);
        }

        disconnect() {
            window.clearTimeout(this.timer);
        }

        stop() {
            this.rest();
            this.stopTarget.hidden = true;
            this.goTarget.focus();
        }

        rest() {
            window.clearTimeout(this.timer);
            this.asking = null;
            window.history.replaceState({ ...window.history.state, stopped: true }, '');
        }

        /* Asked first: who was signed out meanwhile would be led away from what was done, and a new login needs a new token. */
        async go(event) {
            if (this.sure) return;
            event.preventDefault();
            this.rest();
            const asked = { redirect: 'manual', headers: { Accept: 'application/json' }, signal: AbortSignal.timeout(10000) };
            const asking = fetch(this.hereValue, asked).then((answer) => (answer.ok ? answer.json() : null)).catch(() => null);
            this.asking = asking;
            const here = await asking;
            if (this.asking !== asking) return; // stopped meanwhile
            this.cutTarget.hidden = here !== null;
            if (!here) {
                this.stop();
                return;
            }
            this.element.elements.csrfmiddlewaretoken.value = here.token;
            this.sure = true;
            this.goTarget.click();
            this.sure = false;
        }
    }

    window.wagtail.app.register('r-goes-on', GoesOnController);
    window.wagtail.app.register('r-list', ListController);
    window.wagtail.app.register('r-marks', MarksController);
    window.wagtail.app.register('r-filters', FiltersController);
    window.wagtail.app.register('r-news', NewsController);
})();
