// The signature pad. Strokes are kept as points in a box 1000 wide, so that they can be drawn again at any size.
// Sent as {"height": h, "strokes": [[[x, y, ms, pressure 0..1000], ..], ..]} in the field "strokes".
(function (w, d) {
  'use strict';
  var S = w.Saha;
  S.ready(function (root) { S.all('form[data-sign]', root).forEach(pad); });
  function pad(form) {
    var canvas = form.querySelector('canvas'), pen = canvas.getContext('2d'), field = form.elements.strokes, key = 'sign:' + form.elements.form_key.value;
    var kept = S.store.get(key), strokes = kept && kept.strokes || [], current = null, pointer = null, began = 0, width = 0;
    var line = form.querySelector('[data-sign-say]'), hint = line.innerHTML;
    function tell(text) { if (text) line.textContent = text; else if (line.innerHTML !== hint) line.innerHTML = hint; }
    function size() {
      var box = canvas.getBoundingClientRect();
      // The browser's bar coming and going changes the height only; the drawing stays.
      if (Math.round(box.width) === width && canvas.width) return;
      width = Math.round(box.width);
      var dense = w.devicePixelRatio || 1;
      canvas.width = Math.round(box.width * dense); canvas.height = Math.round(box.height * dense);
      pen.setTransform(dense, 0, 0, dense, 0, 0);
      redraw();
    }
    function segment(a, b, c) {
      var k = width / 1000;
      pen.lineWidth = 2.4 + 2 * (c[3] / 1000);
      pen.beginPath();
      pen.moveTo((a[0] + b[0]) / 2 * k, (a[1] + b[1]) / 2 * k);
      pen.quadraticCurveTo(b[0] * k, b[1] * k, (b[0] + c[0]) / 2 * k, (b[1] + c[1]) / 2 * k);
      pen.stroke();
    }
    function style() { pen.lineCap = pen.lineJoin = 'round'; pen.strokeStyle = pen.fillStyle = w.getComputedStyle(canvas).color; }
    function dot(p) { var k = width / 1000; pen.beginPath(); pen.arc(p[0] * k, p[1] * k, 1.8, 0, 7); pen.fill(); }
    function draw(stroke) {
      if (stroke.length < 3) { dot(stroke[0]); }
      for (var i = 1; i < stroke.length; i++) segment(stroke[Math.max(0, i - 2)], stroke[i - 1], stroke[i]);
    }
    function redraw() { style(); pen.clearRect(0, 0, canvas.width, canvas.height); strokes.forEach(draw); }
    function keep() {
      var box = canvas.getBoundingClientRect();
      var whole = strokes.length ? { height: Math.round(1000 * box.height / box.width), strokes: strokes } : null;
      field.value = whole ? JSON.stringify(whole) : '';
      S.store.set(key, whole);
      tell('');
    }
    function point(e) {
      var box = canvas.getBoundingClientRect(), k = 1000 / box.width;
      var force = e.pointerType === 'mouse' || !e.pressure ? 0.5 : e.pressure;
      return [Math.round((e.clientX - box.left) * k), Math.round((e.clientY - box.top) * k), Math.round(e.timeStamp - began), Math.round(force * 1000)];
    }
    canvas.addEventListener('pointerdown', function (e) {
      if (pointer !== null || (e.pointerType === 'mouse' && e.button)) return;
      e.preventDefault(); size(); style();
      if (!strokes.length) began = e.timeStamp;
      pointer = e.pointerId; canvas.setPointerCapture(pointer);
      current = [point(e)]; strokes.push(current); dot(current[0]);
    });
    canvas.addEventListener('pointermove', function (e) {
      if (e.pointerId !== pointer) return;
      (e.getCoalescedEvents && e.getCoalescedEvents().length ? e.getCoalescedEvents() : [e]).forEach(function (one) {
        var p = point(one), last = current[current.length - 1];
        if (Math.abs(p[0] - last[0]) + Math.abs(p[1] - last[1]) < 2) return;
        current.push(p);
        segment(current[Math.max(0, current.length - 3)], last, p);
      });
    });
    function up(e) { if (e.pointerId !== pointer) return; pointer = null; current = null; keep(); redraw(); }
    canvas.addEventListener('pointerup', up);
    canvas.addEventListener('pointercancel', up);
    form.querySelector('[data-sign-undo]').addEventListener('click', function () { strokes.pop(); keep(); redraw(); });
    form.querySelector('[data-sign-clear]').addEventListener('click', function () { strokes.length = 0; keep(); redraw(); });
    form.addEventListener('submit', function (e) {
      var points = strokes.reduce(function (n, stroke) { return n + stroke.length; }, 0);
      if (points < 8) { e.preventDefault(); e.stopPropagation(); tell(form.dataset.empty); return; }
      // The strokes stay here until the server says that they are stored; the same key goes out again, so that they are stored once.
      e.preventDefault(); e.stopPropagation();
      if (form.dataset.busy) return;
      form.dataset.busy = 'yes'; tell(form.dataset.storing); send(0);
    });
    function send(tries) {
      fetch(form.action, { method: 'POST', credentials: 'same-origin', body: new URLSearchParams(new FormData(form)) }).then(function (answer) {
        if (answer.status >= 500) throw answer.status;
        if (answer.redirected && /thanks$/.test(answer.url)) S.store.set(key, null);
        w.location.assign(answer.redirected ? answer.url : w.location.href);
      }).catch(function () {
        tell(form.dataset.again.replace('{}', tries + 1));
        setTimeout(function () { send(tries + 1); }, 3000);
      });
    }
    w.addEventListener('resize', size);
    size(); if (strokes.length) keep();
  }
  // A stored signature leaves nothing on the tablet.
  S.ready(function () {
    if (d.querySelector('form[data-sign]') || !d.querySelector('.tablet')) return;
    try { Object.keys(w.localStorage).forEach(function (k) { if (k.indexOf('sign:') === 0) w.localStorage.removeItem(k); }); } catch (e) { /* private window */ }
  });
})(window, document);
