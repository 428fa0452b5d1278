/*
 * What comes from Word, Google Docs or a mail keeps its structure (paragraphs, headings, lists, bold, italic, links) and
 * loses everything else before the editor sees it. A table becomes a table of the story, between the text before it and the
 * text after it; where the story takes none, its rows become paragraphs. What is copied inside the editor stays as it is.
 */

(() => {
    const own = document.currentScript.dataset;
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

    const MOST_ROWS = Number(own.mostRows);
    const MOST_COLUMNS = Number(own.mostColumns);
    const LONGEST_CELL = 500; // signs: what is longer is a column of a page, as in mails, and no table
    const FIGURES = /^[\p{Sc}\s]*[-+−–±~<>≈]?\s*\p{Nd}[\p{Nd}\s.,٫٬'’/:–-]*[\s%٪‰\p{Sc}]*$/u;

    /*
     * A table in rows and columns. What spans rows is said in each of them; what spans columns in the first, but a heading
     * over each. Rows and columns with nothing in them are left out.
     */
    class Grid {
        constructor(table) {
            const lines = [...table.rows];
            this.caption = table.caption ? cellOf(table.caption).words : '';
            this.written = lines.map((row) => [...row.cells].map(cellOf).filter(({ words }) => words));
            this.rows = lines.map(() => []);
            lines.forEach((row, y) => [...row.cells].forEach((cell) => this.spread(cell, y)));
            const isHead = (row, y) => lines[y].parentNode.tagName === 'THEAD' || (this.written[y].length > 0 && this.written[y].every(({ head }) => head));
            const body = this.rows.findIndex((row, y) => !isHead(row, y));
            const heads = body === -1 ? 1 : body || Number(this.beginsWithHeadings);
            const filled = (cells) => cells.some((cell) => cell?.words);
            this.width = Math.max(0, ...this.rows.map((row) => row.length));
            const columns = [...Array(this.width).keys()].filter((x) => filled(this.rows.map((row) => row[x])));
            const narrowed = this.rows.map((row) => columns.map((x) => row[x]));
            this.heads = narrowed.slice(0, heads);
            this.body = narrowed.slice(heads).filter((row) => filled(row)).map((row) => row.map((cell) => (cell && !cell.across ? cell.words : '')));
            this.width = columns.length;
        }

        /* Whether the first row says what is below it, unmarked as Word and others leave it: bold over what is not, or words over figures. */
        get beginsWithHeadings() {
            const [first, ...rest] = this.rows;
            const isBold = (row) => row.filter(({ words }) => words).every(({ bold }) => bold);
            const isFigure = ({ words }) => FIGURES.test(words);
            const below = (x) => rest.map((row) => row[x]).filter((cell) => cell?.words);
            const isOverFigures = (cell, x) => cell.words && !isFigure(cell) && below(x).length > 0 && below(x).every(isFigure);
            if (!rest.length || !first.some(({ words }) => words) || first.some(({ across }) => across)) return false;
            return (isBold(first) && !rest.every(isBold)) || first.some(isOverFigures);
        }

        spread(cell, y) {
            const said = cellOf(cell);
            const row = this.rows[y];
            let x = 0;
            while (row[x]) x += 1;
            const down = Math.min(cell.rowSpan || this.rows.length, this.rows.length - y);
            const along = Math.min(cell.colSpan, MOST_COLUMNS + 1);
            for (let dy = 0; dy < down; dy += 1) {
                for (let dx = 0; dx < along; dx += 1) this.rows[y + dy][x + dx] = { ...said, across: dx > 0 };
            }
        }

        /* Whether it has rows and columns: mails are full of tables that only hold a page together. */
        get isTable() {
            return this.width > 1 && this.written.filter((row) => row.length).length > 1 && this.written.flat().every(({ words }) => words.length <= LONGEST_CELL);
        }

        get isTooLarge() {
            return this.body.length > MOST_ROWS || this.width > MOST_COLUMNS;
        }

        /* As the block of a table has it. */
        get value() {
            const columns = [...Array(this.width).keys()].map((x) => {
                const figures = this.body.map((row) => row[x]).filter(Boolean);
                const headings = new Set(this.heads.map((row) => row[x]?.words).filter(Boolean));
                return { type: figures.length && figures.every((words) => FIGURES.test(words)) ? 'number' : 'text', heading: [...headings].join(' – ') };
            });
            return { columns, rows: this.body.map((values) => ({ values })), caption: this.caption };
        }
    }

    const PLAIN = { bold: false, italic: false, link: '' };
    const cellOf = (cell) => {
        const inside = new Pasted();
        cell.childNodes.forEach((node) => inside.walk(node, lookOf(cell, PLAIN), 'ul'));
        inside.close();
        const joined = (name) => inside.lines.map((line) => line[name].trim()).join(' ');
        return { words: joined('text').replace(/\s+/g, ' '), html: joined('html'), head: cell.tagName === 'TH', bold: inside.lines.every(({ isBold }) => isBold) };
    };
    const markOf = (number) => `\uF8F0${number}\uF8F1`; // signs that no text has

    class Pasted {
        constructor(takesTables = false) {
            this.lines = [];
            this.line = null;
            this.takesTables = takesTables;
            this.tables = [];
            this.isTooLarge = false;
        }

        /* Keeps the table and leaves a mark in its place; or has a paragraph for each row. Says whether it was a table. */
        table(node) {
            const isFrame = ['presentation', 'none'].includes(node.getAttribute('role')) || node.querySelector('table');
            const grid = isFrame ? null : new Grid(node);
            if (!grid?.isTable) return false;
            this.close();
            if (this.takesTables && !grid.isTooLarge) {
                const mark = markOf(this.tables.push(grid.value));
                this.lines.push({ kind: 'p', html: mark, text: mark });
                return true;
            }
            this.isTooLarge ||= this.takesTables;
            const told = [...(grid.caption ? [[{ html: escaped(grid.caption) }]] : []), ...grid.written.filter((row) => row.length)];
            told.forEach((row) => this.lines.push({ kind: 'p', html: row.map(({ html }) => html).join(' – '), text: 'row' }));
            return true;
        }

        open(kind) {
            this.close();
            this.line = { kind, html: '', text: '', isBold: true };
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
            if (words.trim() && !look.bold && this.line.kind !== 'h2') this.line.isBold = false;
            this.line.html += html;
            this.line.text += words;
        }

        walk(node, look, list) {
            if (node.nodeType === Node.TEXT_NODE) this.say(node.data, look);
            if (node.nodeType !== Node.ELEMENT_NODE || DROPPED.has(node.tagName.toUpperCase())) return;
            const tag = node.tagName;
            if (tag === 'TABLE' && this.table(node)) return;
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

    const read = (html, takesTables) => {
        const pasted = new Pasted(takesTables);
        pasted.walk(new DOMParser().parseFromString(html, 'text/html').body, PLAIN, 'ul');
        return pasted;
    };

    /* The text on both sides of a mark, each without the empty paragraph in which the mark stood. */
    const trimmed = (state, isEmptyEnd) => {
        const content = state.getCurrentContent();
        const blocks = content.getBlocksAsArray();
        const [kept, end] = isEmptyEnd ? [blocks.slice(0, -1), blocks.at(-1)] : [blocks.slice(1), blocks[0]];
        const { constructor: states } = state;
        const rest = kept.length && !end.getText().trim() ? states.push(state, content.constructor.createFromBlockArray(kept), 'remove-range') : state;
        // To undo would bring the marks back.
        return states.set(rest, { undoStack: rest.getUndoStack().clear(), redoStack: rest.getRedoStack().clear() });
    };
    const sidesOf = (state, mark) => {
        const block = state.getCurrentContent().getBlocksAsArray().find((one) => one.getText().includes(mark));
        if (!block) return null;
        const offset = block.getText().indexOf(mark);
        const splitAt = (place) => {
            const here = { anchorKey: block.getKey(), focusKey: block.getKey(), anchorOffset: place, focusOffset: place, isBackward: false };
            return window.draftail.splitState(state.constructor.acceptSelection(state, state.getSelection().merge(here)));
        };
        const { stateAfter, shouldMoveCommentFn } = splitAt(offset + mark.length);
        return { before: trimmed(splitAt(offset).stateBefore, true), after: trimmed(stateAfter, false), shouldMoveCommentFn };
    };
    const hasWords = (state) => state.getCurrentContent().getPlainText().trim() !== '';

    /* Wagtail adds its blocks empty; this one is made with what it says. */
    const addTable = ({ blockDef, addSibling }, table) => {
        const { render } = blockDef;
        blockDef.render = (place, prefix, state, ...rest) => render.call(blockDef, place, prefix, { ...state, table }, ...rest);
        try {
            addSibling.fn({ type: blockDef.name });
        } finally {
            delete blockDef.render;
        }
    };

    /* Puts a table where its mark stands. Where no words stand before it, it comes before the text. */
    const placeTable = (field, command, mark, table) => {
        const sides = sidesOf(field.draftailEditor.getEditorState(), mark);
        if (!sides) return;
        const isFirst = !hasWords(sides.before);
        if (isFirst) command.widget.setState(sides.after);
        else if (hasWords(sides.after)) command.split.fn(sides.before, sides.after, sides.shouldMoveCommentFn);
        else command.widget.setState(sides.before);
        addTable(command, table);
        if (!isFirst) return;
        let added = field.closest('[data-streamfield-child]').nextElementSibling;
        while (!added.matches('[data-streamfield-child]')) added = added.nextElementSibling;
        added.querySelector('[data-streamfield-action="MOVE_UP"]').click();
    };

    /* How the editor of a text adds a table behind itself; nothing where none may stand. */
    const tableCommand = (field) => (field?.draftailEditor?.props.commands || []).flatMap(({ items }) => items ?? []).find(({ type, addSibling }) => addSibling && type === 'table');

    /*
     * The key that undoes, right after a table was pasted, takes the whole of it back: the text is as it was, and what was added
     * goes. Once something else was typed or pressed, the table is a block like others, with a button that deletes it. Where notes
     * of colleagues may have moved on with a text, nothing of it is taken back by itself.
     */
    let pastedLast = null;
    const blocksBeside = (field) => [...(field?.closest('[data-streamfield-stream-container]')?.children ?? [])].filter((one) => one.matches('[data-streamfield-child]'));
    const hasNotes = (state) => state.getCurrentContent().getBlocksAsArray().some((block) => block.getCharacterList().some((sign) => sign.getStyle().some((style) => style.startsWith('COMMENT'))));
    const takeBack = ({ command, state, added }) => {
        added.forEach((block) => block.querySelector('[data-streamfield-action="DELETE"]').click());
        command.widget.setState(state);
        command.widget.focus?.();
    };
    const GOING = new Set(['Control', 'Meta', 'Shift', 'Alt', 'AltGraph', 'Tab', 'Home', 'End', 'PageUp', 'PageDown', 'ArrowUp', 'ArrowDown', 'ArrowLeft', 'ArrowRight']);
    const isUndo = ({ key, code, ctrlKey, metaKey, shiftKey, altKey }) => (ctrlKey || metaKey) && !shiftKey && !altKey && (/^[a-z]$/i.test(key) ? key.toLowerCase() === 'z' : code === 'KeyZ');
    document.addEventListener('keydown', (event) => {
        if (!pastedLast || GOING.has(event.key)) return;
        const last = pastedLast;
        pastedLast = null;
        if (!isUndo(event) || !last.place.contains(event.target)) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        takeBack(last);
    }, true);
    ['beforeinput', 'drop', 'cut'].forEach((kind) => document.addEventListener(kind, () => (pastedLast = null), true));
    document.addEventListener('click', (event) => {
        if (event.isTrusted && event.target.closest?.('button, [role="button"], select, summary')) pastedLast = null;
    }, true);

    const ours = new WeakSet();
    document.addEventListener('paste', (event) => {
        if (!ours.has(event)) pastedLast = null;
        const html = event.clipboardData?.getData('text/html');
        const isEditor = event.target instanceof Element && event.target.closest('.public-DraftEditor-content');
        if (!html || !isEditor || ours.has(event) || html.includes('data-offset-key')) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        const field = event.target.closest('[data-draftail-editor-wrapper]')?.parentNode.querySelector('input[type="hidden"]');
        const command = tableCommand(field);
        const pasted = read(html, Boolean(command));
        const state = field?.draftailEditor?.getEditorState();
        const known = new Set(blocksBeside(field));
        const data = new DataTransfer();
        data.setData('text/plain', event.clipboardData.getData('text/plain'));
        data.setData('text/html', pasted.html);
        const again = new ClipboardEvent('paste', { clipboardData: data, bubbles: true, cancelable: true });
        ours.add(again);
        event.target.dispatchEvent(again);
        // From the last to the first: each is put behind the text that is left before it.
        for (let number = pasted.tables.length; number; number -= 1) placeTable(field, command, markOf(number), pasted.tables[number - 1]);
        const added = blocksBeside(field).filter((one) => !known.has(one));
        if (added.length && !hasNotes(state)) pastedLast = { command, state, added, place: field.closest('[data-streamfield-stream-container]') };
        if (pasted.isTooLarge) document.dispatchEvent(new CustomEvent('w-messages:add', { detail: { text: own.tooLarge, type: 'warning', clear: true } }));
    }, true);
})();
