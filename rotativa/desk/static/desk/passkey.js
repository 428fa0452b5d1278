/* Hands the buttons of a screen to allauth's script for passkeys, and says in words when a passkey does not answer. */
(() => {
    "use strict";
    for (const place of document.querySelectorAll("[data-passkey]")) {
        const { passkey, credential, options, passwordless } = place.dataset;
        const ids = { login: place.id, add: place.id, authenticate: place.id, credential, data: options, passwordless };
        window.allauth.webauthn.forms[passkey]({ ids });
    }
    // No browser keeps a passkey for a number, as the address of a demo is, or without encryption.
    const nowhere = !window.isSecureContext || /^(\d+\.){3}\d+$|^\[/.test(window.location.hostname);
    const told = document.querySelectorAll("[id^=passkey-]");
    const why = (exception) => {
        if (nowhere) return "passkey-nowhere";
        if (!window.PublicKeyCredential) return "passkey-failed";
        if (exception.name === "InvalidStateError") return "passkey-known"; // it is asked for one that is not yet theirs
        // A browser names its own refusals; what remains is the question, which the desk did not hand over.
        return exception instanceof DOMException ? "passkey-failed" : "passkey-unasked";
    };
    document.addEventListener("allauth.error", (event) => {
        event.preventDefault();
        const sentence = document.getElementById(why(event.detail.exception));
        for (const other of told) other.hidden = other !== sentence;
    });
    // What is said twice is heard twice: it goes as soon as somebody tries again.
    document.addEventListener("click", (event) => {
        if (event.target.closest("[data-passkey]")) for (const sentence of told) sentence.hidden = true;
    }, true);
})();
