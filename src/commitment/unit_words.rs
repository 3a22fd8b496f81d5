//! Unit words of both languages with their canonical names.
//!
//! Tables only; of two words that begin alike, the longest that fits is read.

/// What a unit word is good for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(super) enum Kind {
    /// Money.
    Money,
    /// A measure: length, area, weight, energy, concentration.
    Measure,
    /// Counts persons or things.
    Count,
    /// A length of time, which may be a period and not an amount.
    Time,
    /// Places in an order, versions, sessions, ages of institutions: never an amount.
    Order,
}

/// A unit word of Chinese text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Word {
    /// As the text writes it.
    pub(super) text: &'static str,
    /// What it is good for.
    pub(super) kind: Kind,
    /// Its canonical name: an ISO code for money.
    pub(super) name: &'static str,
}

const fn word(text: &'static str, kind: Kind, name: &'static str) -> Word {
    Word { text, kind, name }
}

/// Chinese unit words; of two that begin alike, the longest that fits is read.
#[rustfmt::skip]
pub(super) const CHINESE: &[Word] = &[
    word("元人民币", Kind::Money, "CNY"), word("人民币元", Kind::Money, "CNY"), word("人民币", Kind::Money, "CNY"),
    word("元", Kind::Money, "CNY"), word("块钱", Kind::Money, "CNY"), word("美元", Kind::Money, "USD"),
    word("美金", Kind::Money, "USD"), word("美圆", Kind::Money, "USD"), word("美刀", Kind::Money, "USD"),
    word("欧元", Kind::Money, "EUR"), word("歐元", Kind::Money, "EUR"), word("日元", Kind::Money, "JPY"),
    word("日圆", Kind::Money, "JPY"), word("億元", Kind::Money, "CNY"), word("英镑", Kind::Money, "GBP"),
    word("港元", Kind::Money, "HKD"), word("港币", Kind::Money, "HKD"), word("澳门元", Kind::Money, "MOP"),
    word("台币", Kind::Money, "TWD"), word("新台币", Kind::Money, "TWD"), word("新台币元", Kind::Money, "TWD"),
    word("韩元", Kind::Money, "KRW"), word("韩圆", Kind::Money, "KRW"), word("澳元", Kind::Money, "AUD"),
    word("澳大利亚元", Kind::Money, "AUD"), word("加元", Kind::Money, "CAD"), word("加拿大元", Kind::Money, "CAD"),
    word("新元", Kind::Money, "SGD"), word("新加坡元", Kind::Money, "SGD"), word("新西兰元", Kind::Money, "NZD"),
    word("纽元", Kind::Money, "NZD"), word("瑞士法郎", Kind::Money, "CHF"), word("非洲法郎", Kind::Money, "XAF"),
    word("西非法郎", Kind::Money, "XOF"), word("中非法郎", Kind::Money, "XAF"), word("卢布", Kind::Money, "RUB"),
    word("卢比", Kind::Money, "INR"), word("印度卢比", Kind::Money, "INR"), word("巴基斯坦卢比", Kind::Money, "PKR"),
    word("印尼盾", Kind::Money, "IDR"), word("印尼卢比", Kind::Money, "IDR"), word("越南盾", Kind::Money, "VND"),
    word("泰铢", Kind::Money, "THB"), word("林吉特", Kind::Money, "MYR"), word("马来西亚林吉特", Kind::Money, "MYR"),
    word("菲律宾比索", Kind::Money, "PHP"), word("比索", Kind::Money, "PHP"), word("缅元", Kind::Money, "MMK"),
    word("基普", Kind::Money, "LAK"), word("瑞尔", Kind::Money, "KHR"), word("坚戈", Kind::Money, "KZT"),
    word("里亚尔", Kind::Money, "SAR"), word("迪拉姆", Kind::Money, "AED"), word("兰特", Kind::Money, "ZAR"),
    word("奈拉", Kind::Money, "NGN"), word("雷亚尔", Kind::Money, "BRL"), word("特别提款权", Kind::Money, "XDR"),
    word("瑞典克朗", Kind::Money, "SEK"), word("挪威克朗", Kind::Money, "NOK"), word("丹麦克朗", Kind::Money, "DKK"),
    word("里拉", Kind::Money, "TRY"), word("比特币", Kind::Money, "BTC"), word("个比特币", Kind::Money, "BTC"),
    word("平方公里", Kind::Measure, "km2"), word("平方千米", Kind::Measure, "km2"),
    word("平方米", Kind::Measure, "m2"), word("立方米", Kind::Measure, "m3"), word("立方", Kind::Measure, "m3"),
    word("公顷", Kind::Measure, "hectare"), word("亩", Kind::Measure, "mu"), word("亩次", Kind::Measure, "mu"),
    word("公里", Kind::Measure, "km"), word("千米", Kind::Measure, "km"),
    word("海里", Kind::Measure, "nautical_mile"), word("里", Kind::Measure, "li"),
    word("米", Kind::Measure, "m"), word("厘米", Kind::Measure, "cm"), word("毫米", Kind::Measure, "mm"),
    word("微克/立方米", Kind::Measure, "ug/m3"), word("毫克/升", Kind::Measure, "mg/L"),
    word("吨", Kind::Measure, "tonne"), word("公斤", Kind::Measure, "kg"), word("千克", Kind::Measure, "kg"),
    word("斤", Kind::Measure, "jin"), word("克", Kind::Measure, "g"), word("升", Kind::Measure, "L"),
    word("桶", Kind::Measure, "barrel"), word("千瓦时", Kind::Measure, "kWh"),
    word("度", Kind::Measure, "degree"), word("度电", Kind::Measure, "kWh"), word("千瓦", Kind::Measure, "kW"),
    word("兆瓦", Kind::Measure, "MW"), word("吉瓦", Kind::Measure, "GW"), word("千伏", Kind::Measure, "kV"),
    word("千伏安", Kind::Measure, "kVA"), word("摄氏度", Kind::Measure, "celsius"),
    word("标箱", Kind::Measure, "TEU"), word("标准箱", Kind::Measure, "TEU"), word("倍", Kind::Measure, "times"),
    word("番", Kind::Measure, "times"), word("个基点", Kind::Measure, "basis_point"),
    word("分贝", Kind::Measure, "dB"), word("字", Kind::Measure, "character"),
    word("岁", Kind::Measure, "year_of_age"), word("人次", Kind::Count, "person_time"),
    word("人", Kind::Count, "person"), word("名", Kind::Count, "person"), word("位", Kind::Count, "person"),
    word("剂", Kind::Count, "dose"), word("剂次", Kind::Count, "dose"), word("支", Kind::Count, "item"),
    word("户", Kind::Count, "household"), word("户次", Kind::Count, "household"),
    word("家", Kind::Count, "organization"), word("家次", Kind::Count, "organization"),
    word("个", Kind::Count, "item"), word("個", Kind::Count, "item"), word("项", Kind::Count, "item"),
    word("件", Kind::Count, "item"), word("件次", Kind::Count, "item"), word("所", Kind::Count, "institution"),
    word("座", Kind::Count, "item"), word("条", Kind::Count, "item"), word("台", Kind::Count, "item"),
    word("台套", Kind::Count, "item"), word("台（套）", Kind::Count, "item"), word("套", Kind::Count, "item"),
    word("辆", Kind::Count, "vehicle"), word("架", Kind::Count, "aircraft"),
    word("架次", Kind::Count, "flight"), word("艘", Kind::Count, "ship"), word("艘次", Kind::Count, "ship"),
    word("处", Kind::Count, "place"), word("张", Kind::Count, "item"), word("张床位", Kind::Count, "bed"),
    word("床", Kind::Count, "bed"), word("头", Kind::Count, "head"), word("只", Kind::Count, "item"),
    word("羽", Kind::Count, "head"), word("匹", Kind::Count, "head"), word("尾", Kind::Count, "head"),
    word("株", Kind::Count, "plant"), word("棵", Kind::Count, "plant"), word("次", Kind::Count, "time"),
    word("场", Kind::Count, "event"), word("场次", Kind::Count, "event"), word("班", Kind::Count, "class"),
    word("班次", Kind::Count, "run"), word("航次", Kind::Count, "run"), word("列", Kind::Count, "train"),
    word("趟", Kind::Count, "run"), word("期", Kind::Count, "class"), word("种", Kind::Count, "kind"),
    word("类", Kind::Count, "kind"), word("门", Kind::Count, "item"), word("门次", Kind::Count, "item"),
    word("款", Kind::Count, "kind"), word("例", Kind::Count, "case"), word("部", Kind::Count, "item"),
    word("本", Kind::Count, "item"), word("册", Kind::Count, "item"), word("份", Kind::Count, "item"),
    word("笔", Kind::Count, "item"), word("宗", Kind::Count, "item"), word("起", Kind::Count, "case"),
    word("对", Kind::Count, "pair"), word("组", Kind::Count, "group"), word("栋", Kind::Count, "building"),
    word("幢", Kind::Count, "building"), word("间", Kind::Count, "room"), word("片", Kind::Count, "item"),
    word("块", Kind::Count, "item"), word("口", Kind::Count, "item"), word("眼", Kind::Count, "item"),
    word("颗", Kind::Count, "item"), word("枚", Kind::Count, "item"), word("道", Kind::Count, "item"),
    word("批", Kind::Count, "batch"), word("批次", Kind::Count, "batch"), word("村", Kind::Count, "village"),
    word("县", Kind::Count, "county"), word("国", Kind::Count, "country"), word("篇", Kind::Count, "item"),
    word("节", Kind::Count, "item"), word("根", Kind::Count, "item"), word("顶", Kind::Count, "item"),
    word("箱", Kind::Count, "box"), word("车", Kind::Count, "vehicle"), word("集", Kind::Count, "episode"),
    word("站", Kind::Count, "item"), word("队", Kind::Count, "team"), word("周年", Kind::Order, ""),
    word("年", Kind::Time, "year"), word("年级", Kind::Order, ""), word("年期", Kind::Time, "year"),
    word("个月", Kind::Time, "month"), word("月", Kind::Order, ""), word("月份", Kind::Order, ""),
    word("个星期", Kind::Time, "week"), word("周", Kind::Time, "week"), word("天", Kind::Time, "day"),
    word("日", Kind::Time, "day"), word("个工作日", Kind::Time, "workday"), word("小时", Kind::Time, "hour"),
    word("个小时", Kind::Time, "hour"), word("分钟", Kind::Time, "minute"), word("秒", Kind::Time, "second"),
    word("版", Kind::Order, ""), word("轨", Kind::Order, ""), word("届", Kind::Order, ""),
    word("号", Kind::Order, ""), word("级", Kind::Order, ""), word("期工程", Kind::Order, ""),
    word("期项目", Kind::Order, ""), word("代", Kind::Order, ""), word("时", Kind::Order, ""),
    word("日元区", Kind::Order, ""), word("大", Kind::Order, ""), word("强", Kind::Order, ""),
    word("环", Kind::Order, ""), word("线", Kind::Order, ""), word("链", Kind::Order, ""),
];

/// English names of money with their codes, in lower case; of two that begin alike, the longest that fits is read.
#[rustfmt::skip]
pub(super) const ENGLISH_MONEY: &[(&str, &str)] = &[
    ("元", "CNY"), ("us$", "USD"), ("u.s.$", "USD"), ("u.s. $", "USD"), ("u.s $", "USD"), ("us $", "USD"),
    ("usd", "USD"), ("usd$", "USD"), ("usd $", "USD"), ("$", "USD"), ("us dollars", "USD"),
    ("us dollar", "USD"), ("u.s. dollars", "USD"), ("u.s. dollar", "USD"), ("american dollars", "USD"),
    ("dollars", "USD"), ("dollar", "USD"), ("kuai", "CNY"), ("eur", "EUR"), ("€", "EUR"), ("eur€", "EUR"),
    ("euros", "EUR"), ("euro", "EUR"), ("gbp", "GBP"), ("£", "GBP"), ("gbp£", "GBP"),
    ("pounds sterling", "GBP"), ("pounds", "GBP"), ("british pounds", "GBP"), ("sterling", "GBP"),
    ("jpy", "JPY"), ("yen", "JPY"), ("japanese yen", "JPY"), ("¥", "JPY"), ("jp¥", "JPY"), ("cny", "CNY"),
    ("rmb", "CNY"), ("yuan", "CNY"), ("chinese yuan", "CNY"), ("cn¥", "CNY"), ("yuan renminbi", "CNY"),
    ("renminbi", "CNY"), ("rmb¥", "CNY"), ("aud", "AUD"), ("aud$", "AUD"), ("aud $", "AUD"), ("a$", "AUD"),
    ("au$", "AUD"), ("australian dollars", "AUD"), ("australian dollar", "AUD"), ("cad", "CAD"),
    ("cad$", "CAD"), ("cad $", "CAD"), ("c$", "CAD"), ("c $", "CAD"), ("ca$", "CAD"),
    ("canadian dollars", "CAD"), ("canadian dollar", "CAD"), ("nzd", "NZD"), ("nzd$", "NZD"),
    ("nz$", "NZD"), ("nzd $", "NZD"), ("new zealand dollars", "NZD"), ("hkd", "HKD"), ("hk$", "HKD"),
    ("hk $", "HKD"), ("hong kong dollars", "HKD"), ("sgd", "SGD"), ("s$", "SGD"),
    ("singapore dollars", "SGD"), ("singapore dollar", "SGD"), ("twd", "TWD"), ("nt$", "TWD"),
    ("new taiwan dollars", "TWD"), ("chf", "CHF"), ("swiss francs", "CHF"), ("swiss franc", "CHF"),
    ("francs", "FRF"), ("franc", "FRF"), ("sek", "SEK"), ("swedish kronor", "SEK"), ("nok", "NOK"),
    ("norwegian kroner", "NOK"), ("dkk", "DKK"), ("danish kroner", "DKK"), ("isk", "ISK"), ("pln", "PLN"),
    ("czk", "CZK"), ("huf", "HUF"), ("ron", "RON"), ("bgn", "BGN"), ("krw", "KRW"), ("won", "KRW"),
    ("korean won", "KRW"), ("₩", "KRW"), ("inr", "INR"), ("rupees", "INR"), ("rupee", "INR"),
    ("indian rupees", "INR"), ("₹", "INR"), ("rs.", "INR"), ("rs", "INR"), ("pkr", "PKR"), ("lkr", "LKR"),
    ("ரூ", "LKR"), ("npr", "NPR"), ("bdt", "BDT"), ("idr", "IDR"), ("rp", "IDR"), ("rp.", "IDR"),
    ("rupiah", "IDR"), ("indonesian rupiah", "IDR"), ("thb", "THB"), ("baht", "THB"), ("฿", "THB"),
    ("myr", "MYR"), ("ringgit", "MYR"), ("rm", "MYR"), ("php", "PHP"), ("₱", "PHP"),
    ("philippine pesos", "PHP"), ("pesos", "MXN"), ("mxn", "MXN"), ("mxn$", "MXN"), ("mex$", "MXN"),
    ("mexican pesos", "MXN"), ("vnd", "VND"), ("₫", "VND"), ("dong", "VND"), ("lak", "LAK"), ("₭", "LAK"),
    ("kip", "LAK"), ("khr", "KHR"), ("riel", "KHR"), ("mmk", "MMK"), ("kyat", "MMK"), ("bnd", "BND"),
    ("b$", "BND"), ("rub", "RUB"), ("rubles", "RUB"), ("roubles", "RUB"), ("uah", "UAH"), ("kzt", "KZT"),
    ("tenge", "KZT"), ("uzs", "UZS"), ("gel", "GEL"), ("₾", "GEL"), ("amd", "AMD"), ("azn", "AZN"),
    ("try", "TRY"), ("turkish lira", "TRY"), ("lira", "TRY"), ("₺", "TRY"), ("ils", "ILS"), ("₪", "ILS"),
    ("shekels", "ILS"), ("sar", "SAR"), ("saudi riyals", "SAR"), ("aed", "AED"), ("dirhams", "AED"),
    ("qar", "QAR"), ("kwd", "KWD"), ("bhd", "BHD"), ("omr", "OMR"), ("egp", "EGP"), ("irr", "IRR"),
    ("zar", "ZAR"), ("rand", "ZAR"), ("ngn", "NGN"), ("naira", "NGN"), ("₦", "NGN"), ("kes", "KES"),
    ("ksh", "KES"), ("ghs", "GHS"), ("etb", "ETB"), ("birr", "ETB"), ("tzs", "TZS"), ("ugx", "UGX"),
    ("rwf", "RWF"), ("xaf", "XAF"), ("xof", "XOF"), ("cfa francs", "XAF"), ("mad", "MAD"), ("brl", "BRL"),
    ("r$", "BRL"), ("reais", "BRL"), ("ars", "ARS"), ("clp", "CLP"), ("cop", "COP"), ("pen", "PEN"),
    ("bze", "BZD"), ("bzd", "BZD"), ("bz$", "BZD"), ("crc", "CRC"), ("₡", "CRC"), ("fjd", "FJD"),
    ("pgk", "PGK"), ("kina", "PGK"), ("wst", "WST"), ("top", "TOP"), ("vuv", "VUV"), ("sbd", "SBD"),
    ("xpf", "XPF"), ("xdr", "XDR"), ("sdr", "XDR"), ("sdrs", "XDR"), ("finnish markka", "FIM"),
    ("pesetas", "ESP"), ("peseta", "ESP"), ("dutch guilders", "NLG"), ("guilders", "NLG"), ("btc", "BTC"),
    ("₿", "BTC"), ("bitcoins", "BTC"), ("bitcoin", "BTC"),
];

/// English names of hundredths of a currency.
pub(super) const ENGLISH_CENTS: &[(&str, &str)] =
    &[("cents", "USD"), ("cent", "USD"), ("pence", "GBP"), ("penny", "GBP"), ("euro cents", "EUR")];

/// Words of English nouns whose canonical name is not their own singular.
#[rustfmt::skip]
pub(super) const ENGLISH_NOUNS: &[(&str, &str)] = &[
    ("people", "person"), ("persons", "person"), ("individuals", "person"), ("citizens", "person"),
    ("scientists", "person"), ("students", "person"), ("workers", "person"), ("health workers", "person"),
    ("teachers", "person"), ("children", "person"), ("women", "person"), ("girls", "person"),
    ("youth", "person"), ("leaders", "person"), ("professionals", "person"), ("farmers", "person"),
    ("physicians", "person"), ("doctors", "person"), ("nurses", "person"), ("faculty", "person"),
    ("fellows", "person"), ("scholars", "person"), ("experts", "person"), ("officials", "person"),
    ("personnel", "person"), ("trainees", "person"), ("volunteers", "person"), ("refugees", "person"),
    ("migrants", "person"), ("households", "household"), ("families", "household"),
    ("providers", "person"), ("members", "person"), ("participants", "person"), ("officers", "person"),
    ("troops", "person"), ("peacekeepers", "person"), ("researchers", "person"),
    ("entrepreneurs", "person"), ("civilians", "person"), ("doses", "dose"), ("dosages", "dose"),
    ("dose", "dose"), ("vaccines", "dose"), ("shots", "dose"), ("tonnes", "tonne"),
    ("metric tons", "tonne"), ("tons", "tonne"), ("tonne", "tonne"), ("megawatts", "MW"), ("mw", "MW"),
    ("gigawatts", "GW"), ("gw", "GW"), ("kilowatts", "kW"), ("kw", "kW"), ("hectares", "hectare"),
    ("acres", "acre"), ("kilometers", "km"), ("kilometres", "km"), ("km", "km"), ("miles", "mile"),
    ("barrels", "barrel"), ("square kilometers", "km2"), ("square kilometres", "km2"),
    ("degrees celsius", "celsius"), ("degrees", "degree"), ("gigatons", "gigatonne"),
    ("gigatonnes", "gigatonne"), ("years", "year"), ("year", "year"), ("months", "month"),
    ("month", "month"), ("weeks", "week"), ("days", "day"), ("day", "day"), ("week", "week"),
    ("hours", "hour"), ("hour", "hour"), ("minutes", "minute"), ("decades", "decade"),
    ("decade", "decade"), ("centuries", "century"), ("century", "century"), ("items", "item"),
    ("projects", "project"), ("technologies", "item"), ("places", "place"), ("times", "times"),
    ("businesses", "business"), ("facilities", "facility"), ("countries", "country"),
    ("communities", "community"), ("enterprises", "enterprise"), ("companies", "company"),
];
