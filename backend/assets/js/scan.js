// A wedge scanner types fast and ends with Enter. Its keys are read by place, so the Thai layout cannot spoil them.
(function (w, d) {
  'use strict';
  var S = w.Saha, GAP = 35, LEAST = 6, burst = [], before = '', thai = 'ๅ/-ภถุึคตจ', digits = '1234567890';
  function us(e) {
    var m = /^(?:Digit|Numpad)(\d)$/.exec(e.code);
    if (m) return m[1];
    m = /^Key([A-Z])$/.exec(e.code);
    if (m) return e.shiftKey ? m[1] : m[1].toLowerCase();
    return { Minus: '-', NumpadSubtract: '-', Slash: '/', Period: '.', NumpadDecimal: '.', Space: ' ' }[e.code] || '';
  }
  S.repair = function (text) {
    var plain = text.trim();
    if (!plain || !plain.split('').every(function (c) { return thai.indexOf(c) >= 0; })) return text;
    return plain.split('').map(function (c) { return digits[thai.indexOf(c)]; }).join('');
  };
  function told() { S.toast(S.word('layout')); }
  d.addEventListener('keydown', function (e) {
    if (e.target.type === 'password' || e.ctrlKey || e.altKey || e.metaKey) { burst = []; return; }
    var now = e.timeStamp, last = burst[burst.length - 1];
    if (e.code === 'Enter' || e.code === 'NumpadEnter') {
      if (burst.length < LEAST || now - last.at > GAP * 2) { burst = []; return; }
      e.preventDefault(); e.stopImmediatePropagation();
      var text = burst.map(function (one) { return one.us; }).join(''), typed = burst.map(function (one) { return one.key; }).join('');
      burst = [];
      if ('value' in e.target && e.target.matches('input, textarea')) e.target.value = before;
      var box = e.target.matches('[data-scan]') ? e.target : d.querySelector('[data-scan]') || d.getElementById('q');
      if (!box) return;
      box.value = text;
      if (typed !== text) told();
      box.dispatchEvent(new Event('input', { bubbles: true }));
      if (box.form) S.submit(box.form);
      return;
    }
    if (e.key === 'Shift') return;
    var char = us(e);
    if (!char) { burst = []; return; }
    if (!last || now - last.at > GAP) { burst = []; before = e.target.value || ''; }
    burst.push({ at: now, us: char, key: e.key });
  }, true);
  d.addEventListener('submit', function (e) {
    S.all('[data-scan], #q', e.target).forEach(function (box) {
      var fixed = S.repair(box.value);
      if (fixed !== box.value) { box.value = fixed; told(); }
    });
  }, true);
})(window, document);
