// The frame around what must stay visible, moved without a mouse: two sliders that write into the same hidden fields.
(() => {
    const PART = 5; // the frame is a fifth of the shorter side where nobody drew one
    const sliders = document.querySelectorAll('.r-focus input');
    if (!sliders.length) return;
    const [across, down] = sliders;
    const picture = document.querySelector('.focal-point-chooser img');
    const [wide, high] = ['originalWidth', 'originalHeight'].map((name) => Number(picture.dataset[name]));
    const field = (name) => document.querySelector(`input.focal_point_${name}`);

    const show = () => {
        const chooser = document.querySelector('.focal-point-chooser');
        let frame = chooser.querySelector('.current-focal-point-indicator');
        if (!frame) {
            frame = document.createElement('div');
            frame.className = 'current-focal-point-indicator';
            chooser.append(frame);
        }
        const [x, y, width, height] = ['x', 'y', 'width', 'height'].map((name) => Number(field(name).value));
        frame.classList.remove('hidden');
        frame.style.left = `${(100 * (x - width / 2)) / wide}%`;
        frame.style.top = `${(100 * (y - height / 2)) / high}%`;
        frame.style.width = `${(100 * width) / wide}%`;
        frame.style.height = `${(100 * height) / high}%`;
    };
    const read = () => {
        across.value = field('x').value === '' ? 50 : Math.round((100 * field('x').value) / wide);
        down.value = field('y').value === '' ? 50 : Math.round((100 * field('y').value) / high);
    };
    const write = () => {
        const side = Math.max(1, Math.round(Math.min(wide, high) / PART));
        ['width', 'height'].forEach((name) => {
            if (!Number(field(name).value)) field(name).value = side;
        });
        field('x').value = Math.round((across.value * wide) / 100);
        field('y').value = Math.round((down.value * high) / 100);
        show();
    };
    sliders.forEach((slider) => {
        slider.addEventListener('focus', read); // somebody may have drawn another with the mouse
        slider.addEventListener('input', write);
    });
    // Up is up in the picture: by itself, a slider grows with that key.
    down.addEventListener('keydown', (event) => {
        const step = { ArrowUp: -1, ArrowDown: 1 }[event.key];
        if (!step) return;
        event.preventDefault();
        down.value = Number(down.value) + step;
        write();
    });
    read();
})();
