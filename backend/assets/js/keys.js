// Shortcuts by the place of the key, so that they work under the Thai layout too.
(function (w, d) {
  'use strict';
  var S = w.Saha, off = false, waiting = 0, at = -1, anchor = -1;
  try { off = w.localStorage.getItem('keys') === 'off'; } catch (e) { /* private window */ }
  var rows = function () { return S.all('tr[data-row]').filter(function (row) { return row.offsetParent; }); };
  function go(step) {
    var list = rows();
    if (!list.length) return;
    at = Math.max(0, Math.min(list.length - 1, at < 0 ? 0 : at + step));
    list.forEach(function (row, i) { row.classList.toggle('cursor', i === at); });
    var link = list[at].querySelector('a, input');
    if (link) link.focus();
    list[at].scrollIntoView({ block: 'nearest' });
  }
  function tick(range) {
    var list = rows(), row = list[at];
    var box = row && row.querySelector('.tick input');
    if (!box) return;
    var on = !box.checked, from = range && anchor >= 0 ? Math.min(anchor, at) : at, to = range && anchor >= 0 ? Math.max(anchor, at) : at;
    for (var i = from; i <= to; i++) { var one = list[i].querySelector('.tick input'); if (one) { one.checked = range ? true : on; one.dispatchEvent(new Event('change', { bubbles: true })); } }
    anchor = at;
  }
  function press(el) { if (el.matches('input, select, textarea')) { el.focus(); el.select && el.select(); } else el.click(); }
  d.addEventListener('keydown', function (e) {
    var typing = e.target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]');
    if (e.isComposing) return;
    if (e.code === 'Escape') {
      S.all('details.menu-of[open]').forEach(function (one) { one.open = false; one.querySelector('summary').focus(); });
      if (typing) e.target.blur();
      return;
    }
    if (e.ctrlKey && (e.code === 'Enter' || e.code === 'NumpadEnter')) {
      var form = d.querySelector('form[data-main]');
      var main = form && form.querySelector('.btn.main:not(:disabled)');
      if (main) { e.preventDefault(); S.submit(form, main); }
      return;
    }
    var name = (e.ctrlKey ? 'Control+' : '') + (e.altKey ? 'Alt+' : '') + e.code;
    var special = e.ctrlKey || e.altKey || /^F\d/.test(e.code);
    if (off && !special) return;
    if (e.metaKey || (typing && !special) || d.querySelector('dialog[open]')) return;
    if (!special && e.shiftKey && e.code === 'Slash') { e.preventDefault(); var sheet = d.getElementById('keys'); if (sheet) sheet.showModal(); return; }
    if (waiting && Date.now() - waiting < 1500) {
      waiting = 0;
      var place = d.querySelector('[data-go="' + e.code + '"]');
      if (place) { e.preventDefault(); w.location.assign(place.dataset.href); return; }
    }
    var el = S.all('[data-key="' + name + '"]').filter(function (one) { return !one.disabled && one.offsetParent; })[0];
    if (el && !e.shiftKey) { e.preventDefault(); press(el); return; }
    if (special) return;
    if (e.code === 'KeyG' && !e.shiftKey) waiting = Date.now();
    else if (e.code === 'KeyJ') go(1);
    else if (e.code === 'KeyK') go(-1);
    else if (e.code === 'KeyX') tick(e.shiftKey);
    else return;
    e.preventDefault();
  });
  S.ready(function () {
    var list = d.querySelector('[data-keys-list]'), switcher = d.querySelector('[data-keys-switch]');
    if (!list || list.dataset.filled) return;
    list.dataset.filled = 'yes';
    S.all('[data-key-does]').forEach(function (el) {
      var li = d.createElement('li'), left = d.createElement('span'), right = d.createElement('span');
      el.dataset.keyName.split('+').forEach(function (part) { var k = d.createElement('kbd'); k.textContent = part; left.appendChild(k); });
      right.textContent = el.dataset.keyDoes;
      li.appendChild(left); li.appendChild(right); list.insertBefore(li, list.firstChild);
    });
    var label = function () { switcher.textContent = off ? switcher.dataset.on : switcher.dataset.off; };
    label();
    switcher.addEventListener('click', function () {
      off = !off; label();
      try { w.localStorage.setItem('keys', off ? 'off' : 'on'); } catch (e) { /* private window */ }
    });
  });
})(window, document);
