/*
 * Keys of lists. Obeys the person's own switch for keyboard shortcuts, as Wagtail's do; letters act outside text fields only.
 */

(() => {
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

    window.wagtail.app.register('r-list', ListController);
})();
