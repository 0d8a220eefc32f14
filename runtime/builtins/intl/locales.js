// Reads the data of locales out of the Intl of a browser, as patterns with a name
// in braces for each field.
function locales() {
  var tags = ('en-US en-AU en-CA en-GB en-IN cs da de de-AT de-CH el es es-MX fi fr fr-CA fr-CH hu id it ja ko nb nl pl pt-BR ' +
    'pt-PT ro ru sv tr uk vi zh-CN zh-TW').split(' ');
  var currencies = ('USD EUR GBP JPY CHF CNY INR KRW BRL CAD AUD MXN RUB SEK NOK DKK PLN CZK HUF TRY UAH ZAR NZD HKD SGD TWD THB ' +
    'ILS PHP IDR VND RON BGN ARS CLP COP').split(' ');
  var units = ('bit byte kilobyte megabyte gigabyte terabyte petabyte millisecond second minute hour day week month year percent ' +
    'degree celsius fahrenheit meter centimeter millimeter kilometer mile foot inch gram kilogram pound ounce liter milliliter ' +
    'kilometer-per-hour mile-per-hour').split(' ');
  var at = new Date(Date.UTC(2003, 1, 1, 4, 5, 6));
  function times(n, f) { return Array.from({ length: n }, function (_, i) { return f(i) }) }

  function data(tag) {
    function format(options) {
      return new Intl.DateTimeFormat(tag, Object.assign({ timeZone: 'UTC' }, options));
    }
    function field(options, type, dates) {
      var f = format(options);
      return dates.map(function (d) {
        return (f.formatToParts(d).find(function (p) { return p.type === type }) || {}).value;
      });
    }
    var months = times(12, function (i) { return new Date(Date.UTC(2003, i, 15)) });
    var days = times(7, function (i) { return new Date(Date.UTC(2003, 1, 2 + i)) });
    var names = {
      MMMM: field({ month: 'long', day: 'numeric' }, 'month', months), LLLL: field({ month: 'long' }, 'month', months),
      MMM: field({ month: 'short', day: 'numeric' }, 'month', months), LLL: field({ month: 'short' }, 'month', months),
      MMMMM: field({ month: 'narrow' }, 'month', months),
      EEEE: field({ weekday: 'long', month: 'long', day: 'numeric' }, 'weekday', days), cccc: field({ weekday: 'long' }, 'weekday', days),
      EEE: field({ weekday: 'short', month: 'long', day: 'numeric' }, 'weekday', days), ccc: field({ weekday: 'short' }, 'weekday', days),
      EEEEE: field({ weekday: 'narrow' }, 'weekday', days),
      GGGG: field({ era: 'long' }, 'era', [new Date(Date.UTC(-5, 1, 1)), at]),
      GGG: field({ era: 'short' }, 'era', [new Date(Date.UTC(-5, 1, 1)), at]),
      GGGGG: field({ era: 'narrow' }, 'era', [new Date(Date.UTC(-5, 1, 1)), at])
    };
    names.a = field({ hour: 'numeric', hour12: true }, 'dayPeriod', times(24, function (i) { return new Date(Date.UTC(2003, 1, 1, i)) }));
    function nameOf(options, type, dates, tables) {
      var list = field(options, type, dates).join();
      return tables.find(function (t) { return names[t].join() === list }) || tables[0];
    }
    function pattern(options) {
      return format(options).formatToParts(at).map(function (p) {
        var two = p.value.length === 2 ? 2 : 1;
        switch (p.type) {
          case 'literal': return p.value;
          case 'year': return p.value.length === 2 ? '{yy}' : '{y}';
          case 'day': return '{' + 'd'.repeat(two) + '}';
          case 'minute': return '{' + 'm'.repeat(two) + '}';
          case 'second': return '{' + 's'.repeat(two) + '}';
          case 'dayPeriod': return '{a}';
          case 'timeZoneName': return options.timeStyle === 'full' || options.timeZoneName === 'long' ? '{zzzz}' : '{z}';
          case 'era': return '{GGG}';
          case 'month':
            if (/^\d+$/.test(p.value)) return '{' + 'M'.repeat(two) + '}';
            return '{' + nameOf(options, 'month', months, options.month === 'short' || options.dateStyle === 'medium' ? ['MMM', 'LLL', 'MMMM', 'LLLL', 'MMMMM'] :
              ['MMMM', 'LLLL', 'MMM', 'LLL', 'MMMMM']) + '}';
          case 'weekday':
            return '{' + nameOf(options, 'weekday', days, options.weekday === 'short' ? ['EEE', 'ccc', 'EEEE', 'cccc'] :
              ['EEEE', 'cccc', 'EEE', 'ccc']) + '}';
          case 'hour':
            var zero = field(options, 'hour', [new Date(Date.UTC(2003, 1, 1, 0))])[0];
            var noon = field(options, 'hour', [new Date(Date.UTC(2003, 1, 1, 13))])[0];
            var letter = /^0?1$/.test(noon) ? (/^0+$/.test(zero) ? 'K' : 'h') : zero === '24' ? 'k' : 'H';
            return '{' + letter.repeat(two) + '}';
        }
        return p.value;
      }).join('');
    }
    // glue is what stands between a date and a time.
    function glue(date, time) {
      var both = pattern(Object.assign({}, date, time)), d = pattern(date), t = pattern(time);
      return both.replace(d, '{0}').replace(t, '{1}');
    }
    var out = { names: names, date: {}, time: {}, glue: {}, style: {} };
    var style = { M: 'numeric', MMM: 'short', MMMM: 'long', E: 'short', EEEE: 'long' };
    ['', 'E', 'EEEE'].forEach(function (w) {
      ['', 'y'].forEach(function (y) {
        ['', 'M', 'MMM', 'MMMM'].forEach(function (m) {
          ['', 'd'].forEach(function (d) {
            var o = {};
            if (w) o.weekday = style[w];
            if (y) o.year = 'numeric';
            if (m) o.month = style[m];
            if (d) o.day = 'numeric';
            if (w || y || m || d) out.date[w + y + m + d] = pattern(o);
          });
        });
      });
    });
    [true, false].forEach(function (twelve) {
      var h = twelve ? 'h' : 'H', n = 'numeric';
      out.time[h] = pattern({ hour: n, hour12: twelve });
      out.time[h + 'm'] = pattern({ hour: n, minute: n, hour12: twelve });
      out.time[h + 'ms'] = pattern({ hour: n, minute: n, second: n, hour12: twelve });
      var two = '2-digit';
      out.time[h + h] = pattern({ hour: two, hour12: twelve });
      out.time[h + h + 'm'] = pattern({ hour: two, minute: two, hour12: twelve });
      out.time[h + h + 'ms'] = pattern({ hour: two, minute: two, second: two, hour12: twelve });
    });
    out.time.ms = pattern({ minute: 'numeric', second: 'numeric' });
    out.time.m = pattern({ minute: 'numeric' });
    out.time.s = pattern({ second: 'numeric' });
    out.hour = format({ hour: 'numeric' }).resolvedOptions().hour12 ? 'h' : 'H';
    ['numeric', 'short', 'long'].forEach(function (m) {
      out.glue[m] = glue({ year: 'numeric', month: m, day: 'numeric' }, { hour: 'numeric', minute: '2-digit' });
    });
    out.glue.weekday = glue({ weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' }, { hour: 'numeric', minute: '2-digit' });
    var zoned = pattern({ hour: 'numeric', minute: '2-digit', timeZoneName: 'short' });
    var before = /^\{z\}([^{}]*)/.exec(zoned), after = /\}([^{}]*)\{z\}([^{}]*)$/.exec(zoned);
    out.glue.zone = before ? '{1}' + before[1] + '{0}' : '{0}' + after[1] + '{1}' + after[2];
    ['full', 'long', 'medium', 'short'].forEach(function (s) {
      out.style['date ' + s] = pattern({ dateStyle: s });
      out.style['time ' + s] = pattern({ timeStyle: s });
      out.style['glue ' + s] = glue({ dateStyle: s }, { timeStyle: 'short' });
    });

    // Numbers.
    function parts(options, n) { return new Intl.NumberFormat(tag, options).formatToParts(n) }
    function part(type, options, n) { return (parts(options, n).find(function (p) { return p.type === type }) || {}).value }
    function numberPattern(options, n) {
      var text = '', seen = false;
      parts(options, n).forEach(function (p) {
        if (/^(integer|group|decimal|fraction)$/.test(p.type)) { if (!seen) text += '{0}'; seen = true }
        else if (p.type === 'currency') text += '{1}';
        else if (p.type === 'minusSign') text += '-';
        else if (p.type === 'percentSign') text += '%';
        else text += p.value;
      });
      return text;
    }
    out.number = {
      decimal: part('decimal', {}, 1.5), group: part('group', {}, 1234567), minus: part('minusSign', {}, -1), plus: part('plusSign', { signDisplay: 'always' }, 1),
      percentSign: part('percentSign', { style: 'percent' }, 1), nan: part('nan', {}, NaN), infinity: part('infinity', {}, Infinity),
      percent: numberPattern({ style: 'percent' }, 1), currency: numberPattern({ style: 'currency', currency: 'USD' }, 1),
      currencyNegative: numberPattern({ style: 'currency', currency: 'USD' }, -1),
      currencyCode: numberPattern({ style: 'currency', currency: 'USD', currencyDisplay: 'code' }, 1),
      accounting: numberPattern({ style: 'currency', currency: 'USD', currencySign: 'accounting' }, -1),
      currencyDecimal: part('decimal', { style: 'currency', currency: 'USD' }, 1.5), currencyGroup: part('group', { style: 'currency', currency: 'USD' }, 1234567),
      exponent: part('exponentSeparator', { notation: 'scientific' }, 1),
      lakhs: new Intl.NumberFormat(tag).format(1234567).replace(/[^\d]+/g, ',') === '12,34,567',
      minimumGroup: new Intl.NumberFormat(tag).format(1234).length === 4 ? 2 : 1
    };
    out.currency = {};
    currencies.forEach(function (c) {
      out.currency[c] = [part('currency', { style: 'currency', currency: c }, 1), part('currency', { style: 'currency', currency: c, currencyDisplay: 'narrowSymbol' }, 1),
        part('currency', { style: 'currency', currency: c, currencyDisplay: 'name' }, 5), part('currency', { style: 'currency', currency: c, currencyDisplay: 'name' }, 1)];
    });
    out.number.currencyName = numberPattern({ style: 'currency', currency: 'USD', currencyDisplay: 'name' }, 5);
    out.compact = {};
    ['short', 'long'].forEach(function (display) {
      out.compact[display] = times(13, function (i) {
        var f = { notation: 'compact', compactDisplay: display }, forms = {};
        [1.2, 2, 5, 1.5, 1].forEach(function (lead) {
          var n = lead * Math.pow(10, i + 3), digits = '', shown = '', text = '', seen = false;
          parts(f, n).forEach(function (p) {
            if (!/^(integer|group|decimal|fraction)$/.test(p.type)) { text += p.value; return }
            if (!seen) text += '{0}';
            seen = true;
            if (p.type === 'integer') digits += p.value;
            shown += p.type === 'decimal' ? '.' : p.type === 'group' ? '' : p.value;
          });
          var form = [digits.length, text], key = new Intl.PluralRules(tag).select(+shown);
          if (lead === 1 && forms[key] && forms[key][1] !== text) key = '1'; // a word for just one
          forms[key] = form;
        });
        return forms;
      });
    });

    out.unit = {};
    units.forEach(function (unit) {
      ['long', 'short', 'narrow'].forEach(function (display) {
        var forms = out.unit[unit + ' ' + display] = {};
        [1, 2, 5, 1.5].forEach(function (n) {
          var seen = false;
          forms[new Intl.PluralRules(tag).select(n)] = parts({ style: 'unit', unit: unit, unitDisplay: display }, n).map(function (p) {
            if (!/^(integer|decimal|fraction)$/.test(p.type)) return p.value;
            return seen ? '' : (seen = true, '{0}');
          }).join('');
        });
      });
    });

    // Lists.
    out.list = {};
    ['conjunction', 'disjunction', 'unit'].forEach(function (type) {
      ['long', 'short', 'narrow'].forEach(function (s) {
        var f = new Intl.ListFormat(tag, { type: type, style: s });
        function between(n, i) { return f.format(times(n, function () { return '\x01' })).split('\x01')[i + 1] }
        out.list[type + ' ' + s] = [between(2, 0), between(4, 0), between(4, 1), between(4, 2)];
      });
    });

    // Relative times.
    out.relative = {};
    ['second', 'minute', 'hour', 'day', 'week', 'month', 'quarter', 'year'].forEach(function (unit) {
      ['long', 'short', 'narrow'].forEach(function (s) {
        var f = new Intl.RelativeTimeFormat(tag, { style: s }), auto = new Intl.RelativeTimeFormat(tag, { style: s, numeric: 'auto' });
        var entry = { past: {}, future: {}, auto: {} }, rules = new Intl.PluralRules(tag);
        [1, 2, 3, 5, 1.5].forEach(function (n) {
          var key = rules.select(n);
          [['past', -1], ['future', 1]].forEach(function (way) {
            entry[way[0]][key] = f.formatToParts(n * way[1], unit).reduce(function (text, p) {
              return text + (p.type === 'literal' ? p.value : text.indexOf('{0}') < 0 ? '{0}' : '');
            }, '');
          });
        });
        [-2, -1, 0, 1, 2].forEach(function (n) {
          if (auto.formatToParts(n, unit).every(function (p) { return p.type === 'literal' })) entry.auto[n] = auto.format(n, unit);
        });
        if (auto.formatToParts(-0, unit).every(function (p) { return p.type === 'literal' }) && auto.format(-0, unit) !== auto.format(0, unit)) entry.auto['-0'] = auto.format(-0, unit);
        out.relative[unit + ' ' + s] = entry;
      });
    });
    return out;
  }
  var all = {};
  tags.forEach(function (tag) { all[tag] = data(tag) });
  return JSON.stringify(all);
}
