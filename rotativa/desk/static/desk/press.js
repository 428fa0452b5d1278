/*
 * The press, as it is now.
 */

(() => {
    /* What changes while one looks on: asked again as long as the screen is seen and nobody is about to press a button in it. */
    const AGAIN = 5000; // milliseconds
    class NowController extends window.StimulusModule.Controller {
        connect() {
            this.timer = setInterval(() => this.look(), AGAIN);
        }

        disconnect() {
            clearInterval(this.timer);
        }

        /* Ourselves, and what is told elsewhere on the screen. */
        get parts() {
            return [this.element, ...document.querySelectorAll('[data-now-part]')];
        }

        isBusy(part) {
            return part.contains(document.activeElement) || part.matches(':hover:has(button:hover)');
        }

        async look() {
            if (document.hidden || this.parts.every(this.isBusy)) return;
            const fresh = await this.ask().catch(() => null);
            this.say(!fresh);
            if (!fresh) return;
            this.element.dataset.now = fresh.getElementById(this.element.id).dataset.now;
            this.parts.filter((part) => !this.isBusy(part)).forEach((part) => this.renew(part, fresh.getElementById(part.id)));
        }

        /* What has not changed keeps its place: a list in it may have been scrolled. */
        renew(part, fresh) {
            if (fresh && this.said(fresh) !== this.said(part)) part.replaceChildren(...fresh.childNodes);
        }

        /* Without the token of a form, which is another one each time. */
        said(part) {
            return part.innerHTML.replace(/<input[^>]*csrfmiddlewaretoken[^>]*>/g, '');
        }

        /* The screen as it is now; null where the server does not answer, or has nothing to say to us any more. */
        async ask() {
            const answer = await fetch(window.location.href, { redirect: 'error', signal: AbortSignal.timeout(AGAIN) });
            if (!answer.ok) return null;
            const screen = new DOMParser().parseFromString(await answer.text(), 'text/html');
            return screen.getElementById(this.element.id) && screen;
        }

        /* Figures that stand still look like a press that stands still. */
        say(lost) {
            const note = document.getElementById('r-press-lost');
            if (note.hidden === !lost) return;
            note.textContent = lost ? note.dataset.words.replace('{time}', this.element.dataset.now) : '';
            note.hidden = !lost;
        }
    }

    window.wagtail.app.register('r-now', NowController);
})();
