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
            const answer = await fetch(window.location.href, { redirect: 'error', signal: AbortSignal.timeout(AGAIN) }).catch(() => null);
            if (!answer?.ok) return;
            const fresh = new DOMParser().parseFromString(await answer.text(), 'text/html').getElementById(this.element.id);
            if (fresh && !this.busy) this.element.replaceChildren(...fresh.childNodes);
        }
    }

    window.wagtail.app.register('r-now', NowController);
})();
