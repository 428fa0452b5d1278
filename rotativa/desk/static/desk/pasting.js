/*
 * What comes from Word, Google Docs or a mail keeps its structure (paragraphs, headings, lists, bold, italic, links) and
 * loses everything else before the editor sees it. What is copied inside the editor stays as it is.
 */

(() => {
    const DROPPED = new Set(['HEAD', 'STYLE', 'SCRIPT', 'TITLE', 'TEMPLATE', 'NOSCRIPT', 'IMG', 'SVG', 'VIDEO', 'AUDIO', 'IFRAME', 'OBJECT', 'XML', 'BUTTON', 'INPUT', 'SELECT', 'TEXTAREA']);
    const HEADINGS = new Set(['H1', 'H2', 'H3', 'H4', 'H5', 'H6']);
    const BLOCKS = new Set(['P', 'DIV', 'BLOCKQUOTE', 'PRE', 'SECTION', 'ARTICLE', 'TABLE', 'TR', 'DL', 'DT', 'DD', 'FIGURE', 'FIGCAPTION', 'UL', 'OL', 'HR', 'ADDRESS']);
    const BOLD_FROM = 600;
    const NUMBERED = /^[(\s]*[\p{L}\p{N}]{1,4}[.)]/u;
    const escaped = (text) => text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`);

    /* Where a link leads, past the services that count who follows it. */
    const target = (address) => {
        try {
            const url = new URL(address);
            // Outlook's names whoever got the mail, at several paths: no link of it goes further.
            const isMail = url.hostname.endsWith('.safelinks.protection.outlook.com');
            if (isMail) return target(url.searchParams.get('url') ?? '');
            const through = { 'www.google.com': 'q', 'www.facebook.com': 'u', 'l.facebook.com': 'u' }[url.hostname];
            const real = through && ['/url', '/l.php'].includes(url.pathname) ? url.searchParams.get(through) : null;
            if (real) return target(real);
            return ['http:', 'https:', 'mailto:', 'tel:'].includes(url.protocol) ? url.href : '';
        } catch {
            return '';
        }
    };

    /* How words inside an element look, as far as it matters. Google Docs wraps everything into a bold that is none. */
    const lookOf = (element, look) => {
        const { fontWeight, fontStyle } = element.style;
        let { bold, italic, link } = look;
        if (['B', 'STRONG'].includes(element.tagName)) bold = true;
        if (['I', 'EM', 'CITE'].includes(element.tagName)) italic = true;
        if (fontWeight) bold = fontWeight === 'bold' || fontWeight === 'bolder' || Number(fontWeight) >= BOLD_FROM;
        if (fontStyle) italic = fontStyle === 'italic' || fontStyle === 'oblique';
        if (element.tagName === 'A' && element.hasAttribute('href')) link = target(element.getAttribute('href'));
        return { bold, italic, link };
    };

    class Pasted {
        constructor() {
            this.lines = [];
            this.line = null;
        }

        open(kind) {
            this.close();
            this.line = { kind, html: '', text: '' };
        }

        close() {
            if (this.line?.text.trim()) this.lines.push(this.line);
            this.line = null;
        }

        say(text, look) {
            const words = text.replace(/[\s\u00a0]+/g, ' ');
            if (!this.line) {
                if (!words.trim()) return;
                this.open('p');
            }
            let html = escaped(/\s$/.test(this.line.text) || !this.line.text ? words.replace(/^ /, '') : words);
            if (look.bold && this.line.kind !== 'h2') html = `<b>${html}</b>`;
            if (look.italic) html = `<i>${html}</i>`;
            if (look.link) html = `<a href="${escaped(look.link)}">${html}</a>`;
            this.line.html += html;
            this.line.text += words;
        }

        walk(node, look, list) {
            if (node.nodeType === Node.TEXT_NODE) this.say(node.data, look);
            if (node.nodeType !== Node.ELEMENT_NODE || DROPPED.has(node.tagName.toUpperCase())) return;
            const tag = node.tagName;
            if (tag === 'BR') {
                // A break ends the line: mail has no other paragraphs.
                if (this.line?.text.trim()) this.open(this.line.kind === 'h2' ? 'p' : this.line.kind);
                return;
            }
            const word = this.wordList(node);
            const kind = word ?? (HEADINGS.has(tag) ? 'h2' : tag === 'LI' ? list : null);
            const block = kind !== null || BLOCKS.has(tag) || tag === 'TD' || tag === 'TH';
            const inside = tag === 'UL' ? 'ul' : tag === 'OL' ? 'ol' : list;
            if (kind) this.open(kind);
            // A paragraph inside a list item is that item.
            else if (block && !(this.line && !this.line.text && tag === 'P')) this.close();
            node.childNodes.forEach((child) => this.walk(child, lookOf(node, look), inside));
            if (block) this.close();
        }

        /* Word's lists are paragraphs with a sign in front. Gives the kind of list, and takes the sign away. */
        wordList(node) {
            if (node.tagName !== 'P' || !/mso-list:\s*l\d/i.test(node.getAttribute('style') ?? '')) return null;
            const sign = [...node.querySelectorAll('span')].find((span) => /mso-list:\s*ignore/i.test(span.getAttribute('style') ?? ''));
            const kind = sign && NUMBERED.test(sign.textContent) && !/^\s*o\s/.test(sign.textContent) ? 'ol' : 'ul';
            sign?.remove();
            return kind;
        }

        get html() {
            this.close();
            let list = '';
            const parts = this.lines.map(({ kind, html }) => {
                const isItem = kind === 'ul' || kind === 'ol';
                const ends = list && list !== kind ? `</${list}>` : '';
                const begins = isItem && list !== kind ? `<${kind}>` : '';
                list = isItem ? kind : '';
                return ends + begins + (isItem ? `<li>${html.trim()}</li>` : `<${kind}>${html.trim()}</${kind}>`);
            });
            return parts.join('') + (list ? `</${list}>` : '');
        }
    }

    const cleaned = (html) => {
        const pasted = new Pasted();
        pasted.walk(new DOMParser().parseFromString(html, 'text/html').body, { bold: false, italic: false, link: '' }, 'ul');
        return pasted.html;
    };

    const ours = new WeakSet();
    document.addEventListener('paste', (event) => {
        const html = event.clipboardData?.getData('text/html');
        const isEditor = event.target instanceof Element && event.target.closest('.public-DraftEditor-content');
        if (!html || !isEditor || ours.has(event) || html.includes('data-offset-key')) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        const data = new DataTransfer();
        data.setData('text/plain', event.clipboardData.getData('text/plain'));
        data.setData('text/html', cleaned(html));
        const again = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
        ours.add(again);
        event.target.dispatchEvent(again);
    }, true);
})();
