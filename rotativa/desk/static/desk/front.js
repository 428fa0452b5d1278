/*
 * Composing a front. Every step is a form that works without this: here it is sent in place, by keys and by drag, too.
 * The server says what stands where; what is moved on the screen before it has answered goes back if it does not.
 */

(() => {
    const config = JSON.parse(document.getElementById('wagtail-config')?.textContent || '{}');
    const shortcuts = config.KEYBOARD_SHORTCUTS_ENABLED !== false;
    const typing = (element) => element.closest('input, textarea, select') !== null;
    const PATIENCE = 20000; // milliseconds

    class FrontController extends window.StimulusModule.Controller {
        static targets = ['board', 'said', 'frame', 'preview'];
        static values = { picked: String, moved: String, left: String, failed: String, refused: String };

        connect() {
            this.onPublish = this.onPublish.bind(this);
            document.addEventListener('keydown', this.onPublish);
        }

        disconnect() {
            document.removeEventListener('keydown', this.onPublish);
        }

        /* Steps. One after the other: each says which draft it saw. */

        submit(event) {
            const form = event.target;
            if (form.method !== 'post' || this.sending) {
                if (this.sending) event.preventDefault();
                return;
            }
            event.preventDefault();
            const body = new FormData(form, event.submitter);
            this.send(body, String(body.get('do')).split(' ')[1], event.submitter?.value);
        }

        step(words, fields = {}) {
            const body = new FormData(document.getElementById('r-front-steps'));
            body.set('do', words);
            Object.entries(fields).forEach(([name, value]) => body.set(name, value));
            return this.send(body, words.split(' ')[1]);
        }

        async send(body, about, pressed) {
            if (this.sending) return;
            this.sending = true;
            this.boardTarget.setAttribute('aria-busy', 'true');
            const next = this.nextTo(about);
            const fresh = await this.ask(body).catch(() => null);
            this.sending = false;
            this.boardTarget.removeAttribute('aria-busy');
            this.answer(fresh, about, next, pressed);
        }

        answer(fresh, about, next, pressed) {
            const told = [...(fresh?.querySelectorAll('.messages li') || [])];
            const refused = told.some((one) => one.classList.contains('error'));
            if (!fresh || (refused && !this.differs(fresh))) {
                this.stay(about);
            } else {
                this.show(fresh);
                this.focus(about, refused ? null : next, refused ? null : pressed);
            }
            // Wagtail offers with an error to go to a field, and here is none.
            for (const one of told) one.querySelectorAll('button').forEach((button) => button.remove());
            const words = fresh ? told.map((one) => one.textContent.trim().replace(/\s+/g, ' ')).join(' ') : this.failedValue;
            this.say(fresh && refused ? `${this.refusedValue} ${words}` : words, !fresh || refused);
        }

        /* What was not done changed nothing: a story that is carried is carried on, and one that was dropped goes back. */
        stay(about) {
            if (this.picked || !this.before) return;
            this.putBack();
            this.focus(about);
        }

        differs(page) {
            return page.querySelector('[data-r-front-target="board"]').dataset.version !== this.boardTarget.dataset.version;
        }

        async ask(body) {
            const form = document.getElementById('r-front-steps');
            const answer = await fetch(form.action, { method: 'POST', body, signal: AbortSignal.timeout(PATIENCE) });
            const page = new DOMParser().parseFromString(await answer.text(), 'text/html');
            return page.querySelector('[data-r-front-target="board"]') ? page : null;
        }

        show(page) {
            const fresh = page.querySelector('[data-r-front-target="board"]');
            const changed = this.differs(page);
            this.before = null;
            this.picked = null;
            this.boardTarget.dataset.version = fresh.dataset.version;
            this.boardTarget.replaceChildren(...fresh.childNodes);
            if (changed) this.previewTarget.src = this.previewTarget.getAttribute('src');
        }

        say(words, refused = false) {
            this.saidTarget.classList.toggle('r-alarm', refused);
            this.saidTarget.textContent = words;
        }

        /* The cursor stays with the story; where it is gone, with the one that stood beside it. */
        nextTo(about) {
            const item = this.items.find((one) => one.dataset.story === about && one.closest('[data-zone]'));
            return (item?.nextElementSibling || item?.previousElementSibling)?.dataset.story;
        }

        focus(about, next, pressed) {
            const again = pressed && [...this.boardTarget.querySelectorAll('button[value]')].find((one) => one.value === pressed && !one.disabled);
            const placed = (story) => story && this.boardTarget.querySelector(`[data-zone] [data-story="${story}"]`);
            const target = again || placed(about) || placed(next) || this.boardTarget.querySelector('[data-again] button');
            (target || this.boardTarget.querySelector('[data-story]'))?.focus();
        }

        /* Keys */

        get items() {
            return [...this.boardTarget.querySelectorAll('[data-story][tabindex]')];
        }

        get zones() {
            return [...this.boardTarget.querySelectorAll('[data-zone]')];
        }

        onPublish(event) {
            const link = this.boardTarget.querySelector('a[data-publish]');
            if (!link || event.key !== 'Enter' || !(event.ctrlKey || event.metaKey)) return;
            event.preventDefault();
            link.click();
        }

        key(event) {
            if (event.ctrlKey || event.metaKey || event.altKey) return;
            const menu = event.target.closest('.r-front-more[open]');
            if (event.key === 'Escape' && menu) {
                menu.open = false;
                menu.querySelector('summary').focus();
            }
            if (typing(event.target) || this.sending) return;
            const undo = this.boardTarget.querySelector('[data-undo]');
            if (shortcuts && event.key === 'z' && undo) undo.click();
            const item = event.target.matches('[data-story][tabindex]') ? event.target : null;
            if (!item) return;
            const keys = {
                ' ': () => (this.picked ? this.putDown() : this.pickUp(item)),
                Escape: () => this.picked && this.leave(),
                ArrowDown: () => this.go(item, 1),
                ArrowUp: () => this.go(item, -1),
                Delete: () => this.takeOut(this.picked || item),
            };
            const number = shortcuts && /^[1-9]$/.test(event.key) ? Number(event.key) : 0;
            if (number) keys[event.key] = () => this.toPlace(this.picked || item, number);
            if (!keys[event.key]) return;
            event.preventDefault();
            keys[event.key]();
        }

        go(item, by) {
            if (this.picked) this.carry(by);
            else this.items[this.items.indexOf(item) + by]?.focus();
        }

        toPlace(item, number) {
            const zone = item.closest('[data-zone]') || this.zones[0];
            this.step(`put ${item.dataset.story}`, { zone: zone.dataset.zone, place: number });
        }

        /* One that was picked up on the list stands in a zone only on the screen. */
        takeOut(item) {
            const { story } = item.dataset;
            if (this.picked && !this.before.querySelector(`[data-zone] [data-story="${story}"]`)) this.leave();
            else if (item.closest('[data-zone]')) this.step(`out ${story}`);
        }

        pickUp(item) {
            this.remember();
            this.picked = item;
            if (!item.closest('[data-zone]')) {
                this.picked = this.placed(item.dataset.story) || item;
                if (this.picked === item) this.zones[0].prepend(item);
            }
            this.picked.dataset.picked = '';
            this.picked.focus();
            this.tell(this.pickedValue);
        }

        placed(story) {
            return this.boardTarget.querySelector(`[data-zone] [data-story="${story}"]`);
        }

        /* Through the places that a zone has, and on into the next one: in a full one, at the place of the last. */
        carry(by) {
            const [item, zone] = [this.picked, this.picked.closest('[data-zone]')];
            const beside = by > 0 ? item.nextElementSibling : item.previousElementSibling;
            const other = this.zones[this.zones.indexOf(zone) + by];
            const hasNext = beside && [...zone.children].indexOf(beside) < Number(zone.dataset.most);
            if (hasNext && by > 0) beside.after(item);
            else if (hasNext) beside.before(item);
            else if (other && by > 0) other.prepend(item);
            else if (other) other.insertBefore(item, other.children[other.dataset.most - 1] || null);
            item.focus();
            item.scrollIntoView({ block: 'nearest' });
            this.tell(this.movedValue);
        }

        putDown() {
            return this.settle(this.picked);
        }

        leave() {
            const story = this.picked.dataset.story;
            this.tell(this.leftValue);
            this.picked = null;
            this.putBack();
            (this.placed(story) || this.items.find((one) => one.dataset.story === story))?.focus();
        }

        tell(words) {
            const zone = this.picked.closest('[data-zone]');
            this.number();
            const place = zone ? [...zone.children].indexOf(this.picked) + 1 : '';
            const said = { story: this.picked.dataset.headline, zone: zone?.dataset.label || '', place };
            this.say(words.replace(/\{(\w+)\}/g, (_found, name) => said[name]));
        }

        number() {
            this.zones.forEach((zone) => {
                [...zone.children].forEach((one, place) => {
                    const number = one.querySelector('.r-front-number');
                    if (number) number.textContent = place + 1;
                });
            });
        }

        /* What was moved on the screen is asked of the server. */
        settle(item) {
            const zone = item.closest('[data-zone]');
            const place = [...zone.children].filter((one) => one.dataset.story).indexOf(item) + 1;
            return this.step(`put ${item.dataset.story}`, { zone: zone.dataset.zone, place });
        }

        remember() {
            this.before = this.boardTarget.cloneNode(true);
        }

        putBack() {
            if (this.before) this.boardTarget.replaceChildren(...this.before.childNodes);
            this.before = null;
        }

        /* The menu of a place lies over the places below, and would hide where the cursor goes. */
        shut(event) {
            const menu = event.target.closest('.r-front-place .r-front-more[open]');
            if (menu && event.relatedTarget && !menu.contains(event.relatedTarget)) menu.open = false;
        }

        /* Mouse */

        grab(event) {
            const item = event.target.closest?.('[data-story][draggable]');
            if (!item || this.sending || this.picked) return;
            this.dragged = item;
            event.dataTransfer.effectAllowed = 'move';
            event.dataTransfer.setData('text/plain', item.dataset.headline);
        }

        over(event) {
            if (!this.dragged) return;
            const zone = event.target.closest('.r-front-zone')?.querySelector('[data-zone]');
            const list = event.target.closest('.r-front-offered');
            this.boardTarget.querySelectorAll('[data-over]').forEach((one) => delete one.dataset.over);
            if (!zone && !list) return;
            event.preventDefault();
            if (zone) (this.below(zone, event.clientY) || zone).dataset.over = '';
        }

        /* The first place of a zone whose middle is below the mouse; below all of a full zone, its last. */
        below(zone, y) {
            const others = [...zone.children].filter((one) => one !== this.dragged);
            const found = others.find((one) => {
                const box = one.getBoundingClientRect();
                return y < box.top + box.height / 2;
            });
            return found || (others.length < zone.dataset.most ? null : others.at(-1));
        }

        drop(event) {
            const item = this.dragged;
            const zone = event.target.closest('.r-front-zone')?.querySelector('[data-zone]');
            if (!item) return;
            event.preventDefault();
            if (zone) {
                const next = this.below(zone, event.clientY);
                this.remember();
                zone.insertBefore(item, next || null);
                this.settle(item);
            } else if (item.closest('[data-zone]') && event.target.closest('.r-front-offered')) {
                this.step(`out ${item.dataset.story}`);
            }
            this.letGo();
        }

        letGo() {
            this.dragged = null;
            this.boardTarget.querySelectorAll('[data-over]').forEach((one) => delete one.dataset.over);
        }

        /* Preview */

        width(event) {
            event.preventDefault();
            const { width } = event.currentTarget.dataset;
            this.frameTarget.dataset.width = width;
            this.element.querySelectorAll('a[data-width]').forEach((one) => one.toggleAttribute('aria-current', one.dataset.width === width));
            event.currentTarget.setAttribute('aria-current', 'true');
        }
    }

    window.wagtail.app.register('r-front', FrontController);
})();
