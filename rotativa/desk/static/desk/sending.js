/*
 * A form is sent once: a second click while the first is on its way would do the act again, or hear that it was done.
 * The editor has its own ways to save, and is left to them.
 */

(() => {
    const PATIENCE = 15000; // milliseconds, after which the answer is thought to be lost, and one may try again
    const sent = new Set();

    const release = (form) => {
        sent.delete(form);
        form.removeAttribute('aria-busy');
    };

    document.addEventListener('submit', (event) => {
        const form = event.target;
        if (event.defaultPrevented || form.method !== 'post' || form.hasAttribute('data-edit-form')) return;
        if (sent.has(form)) {
            event.preventDefault();
            return;
        }
        sent.add(form);
        form.setAttribute('aria-busy', 'true');
        window.setTimeout(release, PATIENCE, form);
    });

    /* Who goes back meets the page as it was left. */
    window.addEventListener('pageshow', () => [...sent].forEach(release));
})();
