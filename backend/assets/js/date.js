// Says under a date field which day was understood; groups money. The server decides.
(function (w, d) {
  'use strict';
  var S = w.Saha, th = d.documentElement.lang !== 'en', DAY = 86400000;
  var months = th ? ['มกราคม', 'กุมภาพันธ์', 'มีนาคม', 'เมษายน', 'พฤษภาคม', 'มิถุนายน', 'กรกฎาคม', 'สิงหาคม', 'กันยายน', 'ตุลาคม', 'พฤศจิกายน', 'ธันวาคม']
    : ['January', 'February', 'March', 'April', 'May', 'June', 'July', 'August', 'September', 'October', 'November', 'December'];
  var days = th ? ['อาทิตย์', 'จันทร์', 'อังคาร', 'พุธ', 'พฤหัสบดี', 'ศุกร์', 'เสาร์'] : ['Sunday', 'Monday', 'Tuesday', 'Wednesday', 'Thursday', 'Friday', 'Saturday'];
  var short = ['ม.ค.', 'ก.พ.', 'มี.ค.', 'เม.ย.', 'พ.ค.', 'มิ.ย.', 'ก.ค.', 'ส.ค.', 'ก.ย.', 'ต.ค.', 'พ.ย.', 'ธ.ค.'], thai = ['มกราคม', 'กุมภาพันธ์', 'มีนาคม', 'เมษายน', 'พฤษภาคม', 'มิถุนายน', 'กรกฎาคม', 'สิงหาคม', 'กันยายน', 'ตุลาคม', 'พฤศจิกายน', 'ธันวาคม'];
  var english = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
  var weekday = /^(?:วัน)?(?:จันทร์|อังคาร|พุธ|พฤหัสบดี|ศุกร์|เสาร์|อาทิตย์|จ\.|อ\.|พ\.|พฤ\.|ศ\.|ส\.|อา\.|(?:mon|tue|wed|thu|fri|sat|sun)[a-z]*,?)(?:ที่)?\s*(?=\d)/;
  // The number of a month by its name, as the program writes it: full or short, Thai or English.
  function month(name) {
    name = name.replace(/^[ .\/-]+|[ \/-]+$/g, '');
    var at = thai.indexOf(name);
    if (at < 0) at = short.indexOf(name);
    if (at < 0) at = short.indexOf(name + '.');
    if (at < 0 && /^[a-z]{3,}$/.test(name)) at = english.indexOf(name.slice(0, 3));
    return at + 1;
  }
  function arabic(text) { return text.replace(/[๐-๙]/g, function (c) { return c.charCodeAt(0) - 0xe50; }); }
  // The office's day, as the server said it: an old machine's own clock may be years off.
  function today() { var said = S.word('today'), n = said ? new Date(said + 'T00:00:00Z') : new Date(Date.now() + 7 * 3600000); return Date.UTC(n.getUTCFullYear(), n.getUTCMonth(), n.getUTCDate()); }
  function make(y, m, day) {
    y = +y; if (y < 100) y += 2500; if (y >= 2400) y -= 543;
    var at = new Date(Date.UTC(y, m - 1, day));
    return at.getUTCFullYear() === y && at.getUTCMonth() === m - 1 && at.getUTCDate() === +day ? at.getTime() : null;
  }
  S.date = function (text) {
    text = arabic(text.trim().toLowerCase()).replace(weekday, '');
    var m;
    if (text === 'today' || text === 'วันนี้') return today();
    if ((m = /^([+-]\d{1,4})$/.exec(text))) return today() + m[1] * DAY;
    if ((m = /^(\d{4})-(\d{1,2})-(\d{1,2})$/.exec(text))) return make(m[1], m[2], m[3]);
    if ((m = /^(\d{1,2})[\/.\- ](\d{1,2})[\/.\- ](\d{2}|\d{4})$/.exec(text))) return make(m[3], m[2], m[1]);
    if ((m = /^(\d\d)(\d\d)(\d{4}|\d\d)$/.exec(text))) return make(m[3], m[2], m[1]);
    if ((m = /^(\d{1,2})([^\d]+)(\d{4}|\d\d)$/.exec(text)) && month(m[2])) return make(m[3], month(m[2]), m[1]);
    return null;
  };
  function two(n) { return (n < 10 ? '0' : '') + n; }
  function echo(box) {
    var out = d.getElementById(box.dataset.date);
    if (!out) return;
    if (!box.value.trim()) { out.textContent = ''; return; }
    var at = S.date(box.value);
    if (at === null) { out.textContent = S.word('unread'); return; }
    var day = new Date(at);
    out.textContent = days[day.getUTCDay()] + ' ' + day.getUTCDate() + ' ' + months[day.getUTCMonth()] + ' ' + (day.getUTCFullYear() + (th ? 543 : 0));
  }
  d.addEventListener('input', function (e) { if (e.target.matches('[data-date]')) echo(e.target); });
  // What stands in a field when the page opens is echoed in the same words.
  S.ready(function (root) { S.all('[data-date]', root).forEach(function (box) { if (box.value.trim() && S.date(box.value) !== null) echo(box); }); });
  d.addEventListener('keydown', function (e) {
    if (!e.target.matches('[data-date]') || (e.code !== 'ArrowUp' && e.code !== 'ArrowDown')) return;
    var at = S.date(e.target.value);
    e.preventDefault();
    var day = new Date(at === null ? today() : at + (e.code === 'ArrowUp' ? DAY : -DAY));
    e.target.value = two(day.getUTCDate()) + '/' + two(day.getUTCMonth() + 1) + '/' + (day.getUTCFullYear() + 543);
    echo(e.target);
  });
  d.addEventListener('focusout', function (e) {
    if (!e.target.matches('[data-money]')) return;
    // What can be read two ways stays as it was typed: "1,00" is neither 100 nor 1 until the server has asked again.
    var m = /^(-?)(\d+|\d{1,3}(?:,\d{3})+)(?:\.(\d{1,2}))?$/.exec(arabic(e.target.value.trim()));
    if (m) e.target.value = m[1] + m[2].replace(/,/g, '').replace(/^0+(?=\d)/, '').replace(/\B(?=(\d{3})+$)/g, ',') + '.' + ((m[3] || '') + '00').slice(0, 2);
  });
})(window, document);
