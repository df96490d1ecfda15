// Ticks, ranges, and how many of the ticked rows each act of the batch bar really applies to.
(function (w, d) {
  'use strict';
  var S = w.Saha, last = null;
  function boxes(form) { return S.all('tbody .tick input', form); }
  function count(form) {
    var bar = form.querySelector('[data-batch]');
    if (!bar) return;
    var all = boxes(form), on = all.filter(function (box) { return box.checked; });
    bar.querySelector('[data-ticked]').textContent = on.length;
    S.all('[data-act]', bar).forEach(function (button) {
      var n = on.filter(function (box) { return (box.closest('tr').dataset.can || '').split(' ').indexOf(button.dataset.act) >= 0; }).length;
      button.querySelector('[data-count]').textContent = n;
      button.disabled = n === 0;
    });
    var head = form.querySelector('[data-all]');
    if (head) { head.checked = on.length > 0 && on.length === all.length; head.indeterminate = on.length > 0 && on.length < all.length; }
  }
  d.addEventListener('click', function (e) {
    var box = e.target;
    if (box.matches && box.matches('tbody .tick input')) {
      var all = boxes(box.form);
      if (e.shiftKey && last && all.indexOf(last) >= 0) {
        var a = all.indexOf(last), b = all.indexOf(box);
        all.slice(Math.min(a, b), Math.max(a, b) + 1).forEach(function (one) { one.checked = box.checked; });
        count(box.form);
      }
      last = box;
    }
    var clear = box.closest && box.closest('[data-untick]');
    if (clear) { boxes(clear.form).forEach(function (one) { one.checked = false; }); count(clear.form); }
  });
  d.addEventListener('change', function (e) {
    var box = e.target;
    if (box.matches('[data-all]')) boxes(box.form).forEach(function (one) { one.checked = box.checked; });
    if (box.matches('.tick input') && box.form) count(box.form);
  });
  S.ready(function (root) { S.all('[data-batch]', root).forEach(function (bar) { count(bar.closest('form')); }); });
  w.addEventListener('pageshow', function () { S.all('[data-batch]').forEach(function (bar) { count(bar.closest('form')); }); });
})(window, document);
