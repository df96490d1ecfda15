// Ground of all modules: start on load and again on what was swapped in; fragments, polling, busy forms, small wiring.
(function (w, d) {
  'use strict';
  var starters = [];
  var say = d.getElementById('say');
  var S = w.Saha = {
    all: function (sel, root) { return Array.prototype.slice.call((root || d).querySelectorAll(sel)); },
    word: function (name) { return (say && say.dataset[name]) || ''; },
    say: function (text) { if (say) { say.textContent = ''; setTimeout(function () { say.textContent = text; }, 50); } },
    ready: function (fn) { starters.push(fn); if (d.readyState !== 'loading') fn(d); },
    start: function (root) { starters.forEach(function (fn) { fn(root); }); },
    toast: function (text) {
      S.all('.toast').forEach(function (one) { one.remove(); });
      var box = d.createElement('div');
      box.className = 'toast'; box.setAttribute('role', 'status'); box.textContent = text;
      d.body.appendChild(box);
      setTimeout(function () { box.remove(); }, 10000);
    },
    submit: function (form, button) { if (form.requestSubmit) form.requestSubmit(button || undefined); else form.submit(); }
  };

  // A link or form with data-swap="id" replaces that element by the one of the same id in the answer.
  function swap(url, options, id) {
    var late = setTimeout(function () { S.say(S.word('loading')); }, 400);
    var old = d.getElementById(id);
    if (old) old.setAttribute('aria-busy', 'true');
    return fetch(url, Object.assign({ credentials: 'same-origin', headers: { 'X-Fragment': id } }, options)).then(function (answer) {
      return answer.text().then(function (text) {
        var page = new DOMParser().parseFromString(text, 'text/html');
        var fresh = page.getElementById(id);
        if (!fresh || !old) { w.location.assign(answer.url); return; }
        var top = w.scrollY;
        old.replaceWith(fresh);
        if (page.title) d.title = page.title;
        if (!options || !options.method) w.history.replaceState(null, '', answer.url);
        w.scrollTo(0, top);
        S.start(fresh);
        var told = fresh.querySelector('[data-say]');
        if (told) S.say(told.dataset.say);
      });
    }).catch(function () { w.location.assign(url); }).then(function () { clearTimeout(late); });
  }
  d.addEventListener('click', function (e) {
    var at = e.target.closest ? e.target : e.target.parentNode;
    var hit = function (sel) { return at.closest(sel); };
    var el;
    if ((el = hit('a[data-swap]')) && !e.ctrlKey && !e.metaKey && !e.shiftKey) { e.preventDefault(); swap(el.href, {}, el.dataset.swap); }
    else if ((el = hit('[data-print]'))) w.print();
    else if ((el = hit('[data-open]'))) d.getElementById(el.dataset.open).showModal();
    else if ((el = hit('[data-reveal]'))) {
      var box = d.getElementById(el.dataset.reveal), shown = box.type === 'text';
      box.type = shown ? 'password' : 'text';
      el.textContent = shown ? el.dataset.show : el.dataset.hide;
    } else if ((el = hit('[data-focus]'))) setTimeout(function () { d.getElementById(el.dataset.focus).focus(); }, 0);
    else if ((el = hit('[data-to-field]'))) {
      var field = d.getElementById(el.getAttribute('href').slice(1));
      if (field) { e.preventDefault(); var target = field.matches('fieldset') ? field.querySelector('input') : field; target.focus(); (target.closest('.field') || target).scrollIntoView({ block: 'nearest' }); }
    }
    S.all('details.menu-of[open]').forEach(function (one) { if (!one.contains(at)) one.open = false; });
  });
  d.addEventListener('submit', function (e) {
    var form = e.target;
    if (e.defaultPrevented || form.method === 'dialog') return;
    if (form.dataset.busy) { e.preventDefault(); return; }
    if (form.dataset.swap) {
      e.preventDefault();
      var data = new URLSearchParams(new FormData(form));
      if (e.submitter && e.submitter.name) data.append(e.submitter.name, e.submitter.value);
      if (form.method === 'get') swap(form.action + '?' + data, {}, form.dataset.swap);
      else swap((e.submitter && e.submitter.hasAttribute('formaction') && e.submitter.formAction) || form.action, { method: 'POST', body: data }, form.dataset.swap);
      return;
    }
    if (form.method !== 'post') return;
    form.dataset.busy = 'yes';
    var b = e.submitter || form.querySelector('.btn.main');
    if (b && b.matches('.btn')) { b.setAttribute('aria-busy', 'true'); b.setAttribute('aria-disabled', 'true'); S.say(S.word('sending')); }
  });
  w.addEventListener('pageshow', function () {
    S.all('form[data-busy]').forEach(function (form) { delete form.dataset.busy; });
    S.all('[aria-busy][aria-disabled]').forEach(function (b) { b.removeAttribute('aria-busy'); b.removeAttribute('aria-disabled'); });
  });

  // data-poll answers a short text; when it changes the page is loaded again.
  S.ready(function (root) {
    S.all('[data-poll]', root).forEach(function (el) {
      var last = el.dataset.pollNow || null;
      var timer = setInterval(function () {
        if (!d.contains(el)) { clearInterval(timer); return; }
        fetch(el.dataset.poll, { credentials: 'same-origin', cache: 'no-store', headers: { 'Sahakorn-Poll': '1' } }).then(function (answer) {
          S.line && S.line(true);
          return answer.ok ? answer.text() : last;
        }).then(function (now) {
          if (last !== null && now !== last) w.location.reload();
          last = now;
        }).catch(function () { S.line && S.line(false); });
      }, +el.dataset.pollEvery || 3000);
    });
    var first = root.querySelector('[data-focus-now]');
    if (first) first.focus();
    S.all('[data-toast]', root).forEach(function (el) { setTimeout(function () { el.remove(); }, 1000 * el.dataset.toast); });
  });
})(window, document);
