// Drafts of long forms, and patience with the line: the same form key goes out again until the server answers.
(function (w, d) {
  'use strict';
  // What says who a member is, or reaches one, is never kept outside the page: the machine stands at a counter.
  var S = w.Saha, secret = /password|national|card_number|form_token|form_key|version|code|phone|address|member/;
  // A draft belongs to whoever typed it; without a person nothing is kept.
  var mine = S.word('who') ? 'draft:' + S.word('who') + ':' : '';
  var store = { get: function (k) { try { return JSON.parse(w.localStorage.getItem(k)); } catch (e) { return null; } },
    set: function (k, v) { try { if (v) w.localStorage.setItem(k, JSON.stringify(v)); else w.localStorage.removeItem(k); } catch (e) { /* full or private */ } } };
  S.store = store;
  S.line = function (on) {
    var dot = d.getElementById('link-state');
    if (!dot || dot.dataset.now === String(on)) return;
    dot.dataset.now = on;
    dot.lastElementChild.textContent = on ? dot.dataset.on : dot.dataset.off;
    dot.firstElementChild.className = on ? 'tone-ok' : 'tone-danger';
  };
  w.addEventListener('online', function () { S.line(true); });
  w.addEventListener('offline', function () { S.line(false); });
  function fields(form) { return S.all('input[name], select[name], textarea[name]', form).filter(function (el) { return el.type !== 'hidden' && el.type !== 'file' && el.type !== 'password' && !secret.test(el.name); }); }
  function read(form) { var out = {}; fields(form).forEach(function (el) { if (el.type !== 'radio' && el.type !== 'checkbox' ? el.value : el.checked) out[el.name] = el.value; }); return out; }
  function bar(form, text, acts) {
    // Before the form, and before the grid that the form stands in: inside either it would become a column.
    var at = form.parentNode.closest('.with-side') || form;
    var box = form.bar && form.bar.isConnected ? form.bar : at.parentNode.insertBefore(d.createElement('div'), at);
    form.bar = box;
    box.className = 'banner info'; box.dataset.bar = ''; box.setAttribute('role', 'status'); box.textContent = '';
    var p = box.appendChild(d.createElement('p')); p.textContent = text;
    (acts || []).forEach(function (act) { var b = box.appendChild(d.createElement('button')); b.type = 'button'; b.className = 'text-button'; b.textContent = act[0]; b.addEventListener('click', function () { act[1](); box.remove(); }); });
    return box;
  }
  S.ready(function (root) {
    if (mine) S.all('form[data-draft]', root).forEach(function (form) {
      var key = mine + form.dataset.draft, found = store.get(key), timer = 0;
      if (found && !form.querySelector('.wrongs') && JSON.stringify(found) !== JSON.stringify(read(form))) {
        bar(form, S.word('draft'), [
          [S.word('take'), function () { fields(form).forEach(function (el) { if (el.type === 'radio' || el.type === 'checkbox') el.checked = found[el.name] === el.value; else if (el.name in found) el.value = found[el.name]; el.dispatchEvent(new Event('input', { bubbles: true })); }); }],
          [S.word('drop'), function () { store.set(key, null); }]]);
      }
      form.addEventListener('input', function () { clearTimeout(timer); timer = setTimeout(function () { store.set(key, read(form)); }, 500); });
      // A submit that was prevented is the second click on one that is under way: the draft is gone and stays gone.
      form.addEventListener('submit', function (e) { clearTimeout(timer); if (!e.defaultPrevented) store.set(key, null); });
    });
  });
  // Signing out leaves nothing behind; a sign-in that ran out keeps its drafts for the same person.
  d.addEventListener('submit', function (e) {
    if (!/\/sign-out$/.test(e.target.action)) return;
    try { Object.keys(w.localStorage).forEach(function (key) { if (key.indexOf('draft:') === 0) w.localStorage.removeItem(key); }); } catch (err) { /* private */ }
  });
  // A form that came back to be corrected may be shown again by Back. After a sign-out it is not: the sign-in page
  // leaves a mark, a page that was fetched takes it away, and a page that Back brought goes on to the first page.
  w.addEventListener('pageshow', function (e) {
    var came = w.performance.getEntriesByType('navigation')[0], back = e.persisted || (came && came.type === 'back_forward');
    if (d.querySelector('form[action="/sign-in"]')) store.set('signed-out', 1);
    else if (!mine) return;
    else if (!back) store.set('signed-out', null);
    else if (store.get('signed-out')) { d.body.textContent = ''; w.location.replace('/'); }
  });
  // Off the line a form waits here and goes by itself when the server is back.
  d.addEventListener('submit', function (e) {
    var form = e.target;
    if (form.method !== 'post' || w.navigator.onLine !== false) return;
    e.preventDefault(); e.stopImmediatePropagation();
    if (form.dataset.waits) return;
    form.dataset.waits = 'yes';
    var n = 0, button = e.submitter;
    var box = bar(form, '');
    box.className = 'banner danger';
    var timer = setInterval(function () {
      n += 1; box.firstChild.textContent = S.word('again').replace('{}', n);
      fetch('/health', { cache: 'no-store' }).then(function () {
        clearInterval(timer); delete form.dataset.waits; S.line(true); box.remove(); S.submit(form, button);
      }).catch(function () { S.line(false); });
    }, 3000);
    box.firstChild.textContent = S.word('again').replace('{}', 1); S.line(false);
  }, true);
})(window, document);
