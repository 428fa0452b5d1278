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
    document.addEventListener("allauth.error", (event) => {
        event.preventDefault();
        document.getElementById(nowhere ? "passkey-nowhere" : "passkey-failed").hidden = false;
    });
})();
