/*
 * Rows that are put in order. Each step is a form that works without this: here the row moves at once, by its buttons, by
 * keys as on a front, and by drag. The order is that of the fields in the rows; it is sent when it is saved.
 */

(() => {
    class OrderingController extends window.StimulusModule.Controller {
        static targets = ['list', 'item', 'seen', 'said', 'unsaved', 'keys'];
        static values = { picked: String, moved: String, left: String };

        connect() {
            this.keysTarget.hidden = false;
            this.itemTargets.forEach((item) => {
                item.setAttribute('tabindex', '0');
                item.setAttribute('aria-keyshortcuts', 'Space');
                item.draggable = true;
            });
        }

        get order() {
            return this.itemTargets.map((item) => item.querySelector('[name="order"]').value).join(',');
        }

        step(event) {
            event.preventDefault();
            const button = event.currentTarget;
            const item = button.closest('li');
            this.move(item, button.name === 'earlier' ? -1 : 1);
            (button.disabled ? item.querySelector('button:enabled') : button).focus();
        }

        move(item, by) {
            const beside = by > 0 ? item.nextElementSibling : item.previousElementSibling;
            if (!beside) return;
            if (by > 0) beside.after(item);
            else beside.before(item);
            this.settle(item, this.movedValue);
            item.scrollIntoView({ block: 'nearest' });
        }

        /* Numbers and buttons say where the rows stand by now. */
        settle(item, words) {
            const items = this.itemTargets;
            items.forEach((one, index) => {
                one.querySelector('.r-front-number').textContent = index + 1;
                one.querySelector('[name="earlier"]').disabled = index === 0;
                one.querySelector('[name="later"]').disabled = index === items.length - 1;
            });
            this.unsavedTarget.hidden = !this.isUnsaved;
            const said = { name: item.dataset.name, place: items.indexOf(item) + 1, places: items.length };
            this.saidTarget.textContent = words.replace(/\{(\w+)\}/g, (_found, name) => said[name]);
        }

        /* Keys */

        key(event) {
            if (event.ctrlKey || event.metaKey || event.altKey || !this.itemTargets.includes(event.target)) return;
            const item = event.target;
            const keys = {
                ' ': () => (this.picked === item ? this.putDown() : this.pickUp(item)),
                Escape: () => this.picked && this.putBack(),
                ArrowUp: () => this.go(item, -1),
                ArrowDown: () => this.go(item, 1),
            };
            if (!keys[event.key]) return;
            event.preventDefault();
            keys[event.key]();
        }

        go(item, by) {
            if (this.picked !== item) {
                (by > 0 ? item.nextElementSibling : item.previousElementSibling)?.focus();
                return;
            }
            this.move(item, by);
            item.focus();
        }

        pickUp(item) {
            if (this.picked) this.putDown();
            this.before = this.itemTargets;
            this.picked = item;
            item.dataset.picked = '';
            this.settle(item, this.pickedValue);
        }

        putDown() {
            delete this.picked.dataset.picked;
            this.picked = null;
        }

        putBack() {
            const item = this.picked;
            this.listTarget.append(...this.before);
            this.putDown();
            this.settle(item, this.leftValue);
            item.focus();
        }

        /* Mouse */

        grab(event) {
            const item = event.target.closest?.('li[draggable]');
            if (!item || this.picked) return;
            this.dragged = item;
            event.dataTransfer.effectAllowed = 'move';
            event.dataTransfer.setData('text/plain', item.dataset.name);
        }

        over(event) {
            if (!this.dragged || !event.target.closest('ol')) return;
            event.preventDefault();
            this.clear();
            (this.below(event.clientY) || this.listTarget).dataset.over = '';
        }

        /* The first row whose middle is below the mouse. */
        below(y) {
            return this.itemTargets.find((one) => {
                const box = one.getBoundingClientRect();
                return one !== this.dragged && y < box.top + box.height / 2;
            });
        }

        drop(event) {
            if (!this.dragged) return;
            event.preventDefault();
            const item = this.dragged;
            this.listTarget.insertBefore(item, this.below(event.clientY) || null);
            this.letGo();
            this.settle(item, this.movedValue);
        }

        letGo() {
            this.dragged = null;
            this.clear();
        }

        clear() {
            [this.listTarget, ...this.itemTargets].forEach((one) => delete one.dataset.over);
        }

        /* Leaving */

        get isUnsaved() {
            return this.order !== this.seenTarget.value;
        }

        send() {
            this.sent = true;
        }

        leave(event) {
            if (this.isUnsaved && !this.sent) event.preventDefault();
        }
    }

    window.wagtail.app.register('r-ordering', OrderingController);
})();
