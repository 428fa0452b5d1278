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

        get busy() {
            return document.hidden || this.element.contains(document.activeElement) || this.element.matches(':hover:has(button:hover)');
        }

        async look() {
            if (this.busy) return;
            const fresh = await this.ask().catch(() => null);
            this.say(fresh === null);
            if (fresh === null) return;
            this.element.dataset.now = fresh.dataset.now;
            if (!this.busy) this.element.replaceChildren(...fresh.childNodes);
        }

        /* What stands here now; null where the server does not answer, or has nothing to say to us any more. */
        async ask() {
            const answer = await fetch(window.location.href, { redirect: 'error', signal: AbortSignal.timeout(AGAIN) });
            if (!answer.ok) return null;
            return new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(this.element.id);
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
