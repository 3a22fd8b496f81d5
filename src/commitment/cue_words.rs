//! The words of promising and telling in both languages, with what they mean and weigh.
//!
//! Tables only. A group without a meaning keeps shorter words from being found inside its own.

use super::evidence::Reason;

/// What words mean, and the words.
pub(super) type Group = (Option<(Reason, i32)>, &'static [&'static str]);

/// Chinese words.
#[rustfmt::skip]
pub(super) const CHINESE: &[Group] = &[
    (Some((Reason::Promise, 8)), &[
        "力争", "确保", "争取", "承诺", "将", "拟", "愿", "计划到", "保证", "预期目标", "目标是", "决定向", "规划到", "务必", "拟于",
    ]),
    (Some((Reason::Promise, 5)), &[
        "目标", "不低于", "不少于", "控制在", "要", "计划", "预计", "决定", "同意", "继续", "再", "未来", "今后", "下一步", "明年", "今年",
    ]),
    (Some((Reason::Act, 3)), &[
        "新增", "新建", "建设", "建成", "实施", "培育", "打造", "布局", "推动", "推进", "支持", "提供", "安排", "投入", "援助", "派遣",
        "培训", "引进", "开展", "发放", "改造", "建立", "设立", "创建", "认定", "推出", "举办", "招收", "进口", "扩大", "增加", "提高",
        "提升", "降低", "减少", "下降", "压减", "增长", "保持", "加快", "派出", "捐赠", "开工", "整治", "修复", "治理", "建造", "配备",
        "筹集", "落实", "完成",
    ]),
    (Some((Reason::Result, -8)), &[
        "已", "已经", "曾", "去年", "增长了", "完成了", "实现了", "达到了", "提高了", "下降了", "减少了", "增加了", "提供了", "建成了", "取得了",
        "新增了", "超过了", "突破了", "获得了", "召开了", "举办了", "开展了", "累计", "截至", "以来", "过去", "目前", "迄今", "圆满完成",
        "胜利完成", "如期完成", "全面完成", "顺利完成", "基本完成", "超额完成", "现有", "共有", "获批", "荣获", "累计完成", "连续", "突破性", "创历史",
        "提出了", "设置了", "刚刚过去", "一年来", "五年来", "回顾", "提前完成", "成效", "由此",
    ]),
    (Some((Reason::Result, -2)), &[
        "达到", "达", "居全国", "位居", "实现", "占比达", "约占", "收窄", "成为", "惠及", "提升至", "提高到",
    ]),
    (Some((Reason::Statistic, -8)), &[
        "同比", "比上年", "较上年", "比去年", "较去年", "上年", "据统计", "据初步核算", "初步核算",
    ]),
    (Some((Reason::Estimate, -12)), &[
        "估计", "据估算", "据测算", "估算",
    ]),
    (Some((Reason::Outline, -14)), &[
        "个方面的", "个主要指标", "项指标", "个指标", "项预期性指标", "个预期性指标", "个约束性指标", "项约束性指标", "个部分", "个专栏", "个章节",
    ]),
    (None, &[
        "将军", "将近", "即将到来", "主要", "重要", "要求", "需要", "要素", "纲要", "要点", "必要", "要塞", "只要", "摘要", "首要", "概要",
        "要闻", "会要", "意愿", "志愿", "自愿", "愿景", "再生", "再次", "一再", "再造", "再保险", "再制造", "再延长", "行动计划", "实施计划",
        "提升计划", "培养计划", "专项计划", "工作计划", "年计划", "成长”计划", "超计划", "目标任务完成", "目标的完成", "不已", "而已", "业已", "未来产业",
        "连续作战", "连续化", "继续教育", "达标", "发达", "到达", "直达", "通达", "抵达", "雷达", "表达", "实现率", "下达", "虚拟", "模拟",
        "比拟", "已建未售", "已售", "增长点", "增长极", "增长率", "增长机制", "不达", "以来的", "“十四五”以来", "目前在", "要客", "连续性",
    ]),
];

/// English words, in lower case.
#[rustfmt::skip]
pub(super) const ENGLISH: &[Group] = &[
    (Some((Reason::Promise, 8)), &[
        "will", "shall", "we'll", "we’ll", "pledge", "pledges", "pledged", "pledging", "commit", "commits",
        "committed", "committing", "is committed to", "announce", "announces", "announced", "announcing",
        "intend", "intends", "intend to", "intends to", "plan to", "plans to", "planning to", "planned",
        "aim to", "aims to", "aim at", "aims at", "aiming to", "seek to", "seeks to", "agree to",
        "agrees to", "agreed to", "resolve to", "undertake to", "undertakes to", "have pledged",
        "has pledged", "has committed", "have committed", "has announced", "have announced",
        "have agreed to", "has agreed to", "had committed", "decided to", "have decided to", "earmark",
        "earmarks", "earmarked", "has earmarked", "calls for", "call for", "urge", "urges", "target",
        "targets", "strive to", "endeavour to", "endeavor to", "vows", "promises", "promise", "goal of",
        "goal to", "expected to be provided", "are to be", "is to be", "to be trained", "is providing",
        "are providing", "is investing", "are investing", "is donating", "are donating", "is launching",
        "are launching", "is contributing", "are contributing", "is working to", "are working to",
        "is partnering", "is expanding", "is mobilizing", "are mobilizing", "is deploying",
        "are deploying", "is initiating", "are initiating", "is supporting", "are supporting",
        "is delivering", "is allocating", "is establishing", "is requesting", "is adding", "is training",
        "is working with", "would provide", "will have pledged", "new commitments", "new commitment",
        "new pledges", "new financial commitments", "intended to", "designed to", "requested",
        "request for", "reaffirm the goal", "recommit to",
    ]),
    (Some((Reason::Act, 3)), &[
        "provide", "provides", "providing", "provision", "support", "supporting", "invest", "investing",
        "investment", "donate", "donating", "deliver", "delivering", "train", "training", "connect",
        "send", "raise", "raising", "reduce", "reducing", "increase", "increasing", "halve", "build",
        "building", "establish", "establishing", "expand", "expanding", "mobilize", "mobilise",
        "mobilizing", "mobilising", "vaccinate", "contribute", "contributing", "contribution", "import",
        "importing", "imports", "additional", "new", "scale up", "reach", "achieve", "achieving", "ensure",
        "create", "fund", "funding", "allocate", "deploy", "double", "triple", "doubling", "tripling",
        "catalyze", "leverage", "leveraging", "launch", "award", "adding", "grant", "grants", "guarantee",
        "finance", "grow", "invite", "offer", "construct", "bringing", "to administer",
    ]),
    (Some((Reason::Result, -8)), &[
        "was", "were", "had", "has been", "have been", "has provided", "have provided", "has already",
        "have already", "has contributed", "have contributed", "has donated", "have donated",
        "has delivered", "have delivered", "has invested", "have invested", "has supported",
        "have supported", "has mobilized", "have mobilized", "has spent", "have spent", "has reached",
        "have reached", "has disbursed", "have disbursed", "has directly provided", "having contributed",
        "having provided", "to have provided", "to have delivered", "has trained", "have trained",
        "has received", "have received", "has helped", "have helped", "has secured", "have secured",
        "has seen", "has grown", "has become", "has made", "have made", "has given", "has now", "have now",
        "has risen", "has increased", "have increased", "has led", "has enabled", "has funded",
        "has awarded", "has built", "has launched", "has created", "has trained over", "has allocated",
        "has allowed", "has benefited", "has exceeded", "have exceeded", "has fallen", "has achieved",
        "have achieved", "provided", "donated", "delivered", "spent", "disbursed", "contributed",
        "awarded", "received", "signed", "reached", "met", "mobilized", "invested", "allocated",
        "benefited", "totaled", "totalled", "grew", "rose", "fell", "supported", "trained", "helped",
        "gave", "launched", "opened", "served", "exceeded", "raised", "increased", "attracted", "created",
        "generated", "accounted for", "stood at", "amounted to", "secured", "have a combined", "employs",
        "employed", "since", "previously", "previous", "success in", "underscored", "assessed at",
        "valued at", "equivalent to", "requires", "require", "are needed", "is needed", "gdp of",
        "combined gdp", "population of", "makes it", "trade volume", "comprising", "builds on", "build on",
        "building on", "already", "to date", "so far", "as of", "last year", "over the past",
        "in the past", "over the last", "in recent years", "proud to have", "made in", "comes on top of",
        "in addition to the", "just provided", "recognized", "recognised", "accounts for", "account for",
        "represents", "represent", "there are", "there is", "remain", "remains", "home to", "comprises",
        "consists of", "serves", "currently", "today's", "each year the", "every year the",
    ]),
    (Some((Reason::Estimate, -12)), &[
        "estimated", "estimates", "estimate", "estimating", "it is estimated", "according to",
        "projected that", "suggests", "statistics", "forecast", "forecasts",
    ]),
    (Some((Reason::Possible, -4)), &[
        "could", "can", "may", "might", "would", "if",
    ]),
    (Some((Reason::Baseline, -12)), &[
        "combined one billion", "our combined",
    ]),
    (None, &[
        "provided by", "to be provided", "provided that", "contributed by", "donated by", "supported by",
        "raised by", "launched by", "created by", "served by", "as provided", "united states",
        "new zealand", "new delhi", "new york", "new caledonia", "papua new guinea",
        "committed to sharing", "may 1", "may 2", "may 3", "may 12", "in may", "of may", "may 2022",
        "announced by", "pledged by", "committed by", "increased funding", "increased access",
        "announced in", "announced at", "announced on", "announced last", "supported governments",
        "can-do", "goodwill", "world fund", "trust fund", "special fund", "planned to", "based on",
        "previously announced", "well-trained", "as if", "target of the", "as well as", "grant agreement",
        "created equal", "training platform", "newly created", "development assistance", "pledge this",
        "as reached", "increased by",
    ]),
];
