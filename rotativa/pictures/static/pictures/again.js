/* Sends a picture again that the desk had no time for, where several are added; Wagtail gives it up at once. */
(() => {
    "use strict";
    const { busy } = document.currentScript.dataset;
    const BUSY = [429, 503];
    const MOST = 5;
    const LONGEST = 30; // seconds
    const $ = window.jQuery;

    // The desk says what is wrong in the head of a page, and a status alone is no word.
    const said = (answer) => new DOMParser().parseFromString(answer, "text/html").querySelector("h1")?.textContent.trim();

    $(() => {
        const field = $("#fileupload");
        const wagtails = { fail: field.fileupload("option", "fail"), always: field.fileupload("option", "always") };
        const row = (data) => $(data.context);

        field.fileupload("option", "fail", function fail(event, data) {
            const asked = Number(data.jqXHR?.getResponseHeader("Retry-After"));
            data.tries = (data.tries ?? 0) + 1;
            data.waits = BUSY.includes(data.jqXHR?.status) && data.tries <= MOST;
            if (!data.waits) {
                data.errorThrown = said(data.jqXHR?.responseText ?? "") || data.errorThrown;
                wagtails.fail.call(this, event, data);
                return;
            }
            if (!row(data).find(".r-again").length) {
                $("<p class='r-again' role='status'></p>").text(busy).appendTo(row(data).find(".right"));
            }
            setTimeout(() => {
                data.data = null; // it is made anew of the file
                data.submit();
            }, 1000 * Math.min(asked || 2 ** data.tries, LONGEST));
        });
        field.fileupload("option", "always", function always(event, data) {
            if (data.waits) {
                data.waits = false;
                return;
            }
            row(data).find(".r-again").remove();
            wagtails.always.call(this, event, data);
        });
    });
})();
