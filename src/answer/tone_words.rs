//! The words of questions, remarks and thanks. All folded.

/// Messages that ask nothing, although they look like questions.
pub(super) const RHETORICAL: &str = "really seriously huh right what eh isit isntit amiright see yousee whoknows whocares sowhat \
    真的吗 真的假的 真的么 是吗 是么 对吧 对吗 是吧 好吗 可以吗 行吗 啥 什么 不是吗 谁知道 那又怎样 支持 反对 赞同 附议 support";

/// Words that ask, wherever they stand.
pub(super) const ASKING_HAN: &[&str] = &[
    "吗",
    "什么",
    "甚么",
    "哪",
    "谁",
    "多少",
    "几个",
    "几条",
    "几年",
    "几亿",
    "几名",
    "几种",
    "几项",
    "几次",
    "怎么",
    "怎样",
    "如何",
    "是否",
    "有没有",
    "有无",
    "为什么",
    "为何",
    "何时",
    "何地",
    "多久",
    "多大",
    "能否",
    "可否",
    "请问",
    "是不是",
    "能不能",
    "可不可以",
    "查一下",
    "找一下",
    "列出",
    "查查",
    "解释",
];

/// Words with those of `ASKING_HAN` in them that do not ask.
pub(super) const NOT_ASKING: &[&str] = &[
    "没什么",
    "什么的",
    "不怎么",
    "无论如何",
    "不管怎",
    "哪里哪里",
    "没有什么",
    "如何如何",
    "多少有",
    "怎么说呢",
];

/// Words at the beginning of a question.
pub(super) const ASKING_FIRST: &str = "what whats which who whose where wheres why when whens how list show find search explain compare any does did";

/// Words at the beginning of a question, if one of `SUBJECTS` or a party follows.
pub(super) const AUXILIARIES: &str =
    "is are was were will would can could should has have do must may";

pub(super) const SUBJECTS: &str =
    "it the there this that these those they any all both member members countries parties";

/// Words before the first one that counts.
pub(super) const LEAD: &str =
    "and so but ok okay then well also please pls hey hi hello yes no thanks great good";

/// Words of remarks.
pub(super) const TALK: &str = "thanks thank thx tks ty thankyou ok okay okey oki k kk noted great good nice cool perfect excellent awesome useful \
    helpful wonderful amazing brilliant superb lol haha hahaha hehe lmao rofl yes yep yeah yup no nope nah sure agree agreed fine done well welcome \
    i im ive ill we our ours us my me mine you your yours youre he she they them his her their this that these those its it \
    lets let see attached attachment attachments enclosed forwarded forward shared share fyi asap btw imho tomorrow tonight yesterday \
    sorry bye wow bravo congrats congratulations interesting true exactly indeed correct wrong maybe later wait \
    hmm oh ah love like got bot robot copy roger ack lgtm mark is are was were be been has have had need needs should must would \
    could will think know knows look looks seem seems sounds make makes made glad happy excited absolutely definitely obviously cc asked used tried told ask works working worked \
    will do cheers dear regards morning evening hello hi hey";

/// Words of remarks in Chinese, wherever they stand.
pub(super) const TALK_HAN: &[&str] = &[
    "谢",
    "感谢",
    "辛苦",
    "收到",
    "好的",
    "好滴",
    "很好",
    "真好",
    "不错",
    "厉害",
    "赞",
    "真棒",
    "太棒",
    "牛",
    "哈哈",
    "呵呵",
    "嘿嘿",
    "嘻嘻",
    "嗯",
    "哦",
    "噢",
    "明白",
    "知道了",
    "附件",
    "见附",
    "转发",
    "我",
    "咱",
    "你",
    "您",
    "他们",
    "大家",
    "各位",
    "领导",
    "同事",
    "同意",
    "赞成",
    "没问题",
    "没事",
    "不用",
    "是的",
    "没错",
    "原来",
    "果然",
    "一会",
    "晚点",
    "明天",
    "今天",
    "昨天",
    "下午",
    "上午",
    "晚上",
    "开会",
    "吃饭",
    "机器人",
    "哇",
    "哎",
    "啦",
    "哟",
    "喔",
    "很",
    "真",
    "挺",
    "非常",
    "觉得",
    "认为",
    "应该",
    "这个",
    "那个",
    "这块",
    "这里",
    "这些",
    "那些",
    "这样",
    "那样",
    "学习了",
    "有用",
    "稍后",
    "马上",
    "等下",
    "稍等",
    "可以的",
    "好了",
    "行了",
    "对的",
    "确实",
    "当然",
    "估计",
    "可能",
    "再说",
    "回头",
    "麻烦",
    "抱歉",
    "不好意思",
    "恭喜",
    "祝",
    "早安",
    "晚安",
    "早上好",
    "拜拜",
    "再见",
    "顶",
];

/// Words of thanks.
pub(super) const THANKS: &[&str] = &["thanks", "thank", "thx", "tks", "ty", "thankyou", "cheers"];

pub(super) const THANKS_HAN: &[&str] = &["谢", "收到", "辛苦", "学习了"];

/// Words of laughter.
pub(super) const LAUGHS: &[&str] = &["haha", "hahaha", "lol"];

pub(super) const LAUGHS_HAN: &[&str] = &["哈哈", "呵呵", "嘻嘻"];

/// Words of people who meet, which are not for the bot even in a question.
pub(super) const MEETING: &str = "lunch dinner breakfast coffee zoom webex whatsapp wechat email emails inbox slides slide deck powerpoint draft drafts \
    drafting drafted redline tomorrow tonight yesterday boss john mr mrs ms dr \
    objection objections comment comments agree agrees confirm confirms circulate bracket brackets chair chairs chairing arrive typo typos complicated think thinks \
    opinion opinions position positions text wording reword others delete insert amend";

pub(super) const MEETING_HAN: &[&str] = &[
    "几点",
    "明天",
    "后天",
    "昨天",
    "今天",
    "今晚",
    "下午",
    "上午",
    "起草",
    "会议室",
    "吃饭",
    "午饭",
    "晚饭",
    "酒店",
    "邮件",
    "微信",
    "群里",
    "发我",
    "发给我",
    "初稿",
    "草稿",
    "定稿",
    "写进",
    "改一下",
    "改成",
    "处长",
    "司长",
    "局长",
    "主任",
    "李处",
    "王处",
    "张处",
    "您看",
    "你看",
    "您觉得",
    "你觉得",
    "大家觉得",
    "大家看",
    "怎么看",
    "谁来",
    "谁去",
    "意见",
    "同意",
    "能不能删",
    "要不要",
    "加一句",
    "删掉",
    "删除",
    "在哪里开",
    "在哪开",
    "交稿",
    "发言",
    "汇总",
];

/// Pairs of words that begin a question to people.
pub(super) const TO_PEOPLE: &str = "can~you could~you would~you will~you do~you did~you have~you are~you were~you shall~we should~we can~we could~we may~we \
    do~we did~we are~we have~we should~i shall~i let~us you~think your~view your~opinion what~time";

/// Words of requests that the bot fulfils.
pub(super) const TO_BOT: &str = "show tell find give list search anything something about on quote say says explain know contain cover clause article section see mention look";
