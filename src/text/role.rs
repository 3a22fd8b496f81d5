//! What a word does in a question: names what is asked about, or says something
//! of it.
//!
//! Nouns and names decide what a question is about; verbs and adjectives are
//! chosen freely (`扩大进口`, `多买点`, `buy more`), so a clause that lacks them
//! may still be the answer.

use std::{collections::HashSet, sync::LazyLock};

/// The role of a word.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// A proper name, or a number.
    Name,
    /// A thing.
    Thing,
    /// A verb, or a word that is verb and noun.
    Act,
    /// A word that could stand in any question.
    Light,
}

/// Endings of participles and adjectives.
const QUALITIES: [&str; 6] = ["ed", "ful", "less", "ous", "able", "ible"];

fn is_quality(word: &str) -> bool {
    word.len() > 6 && QUALITIES.iter().any(|it| word.ends_with(it))
}

static LIGHT: LazyLock<HashSet<&str>> =
    LazyLock::new(|| ENGLISH_LIGHT.split_whitespace().collect());
static ACTS: LazyLock<HashSet<&str>> = LazyLock::new(|| ENGLISH_ACTS.split_whitespace().collect());

static HAN_LIGHT: LazyLock<HashSet<&str>> =
    LazyLock::new(|| CHINESE_LIGHT.split_whitespace().collect());

impl Role {
    /// The role of an English word, folded.
    pub fn of_english(word: &str) -> Self {
        if LIGHT.contains(word) || (word.ends_with("ly") && word.len() > 4) {
            Self::Light
        } else if ACTS.contains(word) || is_quality(word) {
            Self::Act
        } else {
            Self::Thing
        }
    }

    /// The role of a Chinese word by the tag that its dictionary gives it.
    pub(super) fn of_han(word: &str, tag: &str) -> Self {
        let is_number = word.chars().all(|c| HAN_NUMERALS.contains(c));
        // `们` makes a group of persons: `邻居们`.
        if HAN_LIGHT.contains(word) || is_number || word.ends_with('们') {
            return Self::Light;
        }
        match tag.as_bytes() {
            // Verbs that serve as nouns, such as `合作`, are things.
            [b'v', b'n', ..] => Self::Thing,
            // Idioms and set phrases are turns of speech.
            [b'v' | b'a' | b'b' | b'i' | b'l', ..] | [b'n', b'g', ..] => Self::Act,
            // Names of places and bodies; those of persons and brands are tagged too often where there is none.
            [b'n', b's' | b't', ..] => Self::Name,
            // Adverbs, numerals, measures, pronouns, particles, time and place words.
            [
                b'd' | b'm' | b'q' | b'r' | b'u' | b'p' | b'c' | b'y' | b'e' | b'o' | b'f' | b's'
                | b't' | b'z' | b'k' | b'h',
                ..,
            ] => Self::Light,
            _ => Self::Thing,
        }
    }
}

/// Characters of which a bare number is made: `十七` stands in any text, as `17` does.
const HAN_NUMERALS: &str = "〇零一二两三四五六七八九十百千万亿几多半";

/// General nouns, which could stand in a question about anything, and those that
/// say who asks or for whom: `我女儿`.
const CHINESE_LIGHT: &str = "
    办法 方法 方式 措施 手段 机会 好处 坏处 影响 作用 目的 目标 原因 结果 过程 程度 范围 方向 时间 地点 地方 地区 国家 城市 省 市 县 村 区 人 人们 人员 人士 老百姓 百姓 民众 大众 专家 老板 客人 朋友 家 我家 家里 孩子
    字 词 句 话 页 版 图 表 号 数 数字 数量 总数 总额 额度 主张 名字 名称 全名 名 叫法 中文 英文 中文名 英文名 说法 提法 立场 态度 看法 观点 意见 建议 想法 答案 重点 要点 关键 主题 题目 标题 主要 方案 安排 要求 标准 水平 能力 力量 关系 条件 环境 领域 行业 单位 机构 部门 组织 团队 成员 对象 主体 各国 两国 双边 多边
    年 月 日 天 年度 年份 月份 今年 明年 去年 小时 分钟 钱 大事 小事 新 旧 大 小 高 低 多 少 好 坏 快 慢 难 老 全 总 主 副 真 假 早 晚 久 长 短
    女儿 儿子 娃 娃儿 娃娃 妈妈 爸爸 父母 爸妈 爷爷 奶奶 外婆 外公 哥哥 弟弟 姐姐 妹妹 兄弟 姐妹 叔叔 阿姨 大叔 大妈 亲戚 家长 邻居 同事 大伙 大伙儿 师傅 姑娘 小伙子 小伙 男人 女人 家伙 玩意 玩意儿
    亚洲 东亚 全球 世界 世上 国内 国外 海外 境内 境外 本国 我国 外国 本地 当地 邻国 周边
    谁来 们 之间 之类 类似 类型 方面 层面 角度 领头 项目 工作 活动 计划 新项目 事项 事务 业务 这块 那块
";

/// Adverbs, general adjectives, general nouns, kin, number words and verbs of
/// asking: they could stand in a question about anything.
const ENGLISH_LIGHT: &str = "
    able actual add again ago ahead allow allowed almost along already although always amount amounts area areas aspect aspects available away
    back bad basic become becomes begin begins best better big bigger biggest bit body bring brings broad call called came case cases cause certain change changed changes
    check clear come comes coming common complete contain contains could couple cover covered covers current
    day days deal deals decide decided different difficult done due early easy else end enough entire every everyone everybody exact exactly example examples expect expected
    fact far fast few find first follow following form forward found four free full further future general give given gives goal goals good great group groups guys
    half hand happen happened happening happens hard having help helping helps hold hope idea ideas important include included includes including instead interested involve involved issue issues
    join keep keeping kept kind kinds large last late later latest learn least leave left let level levels life line list little live local long longer low lower
    main major making man many matter matters maybe mean means meant might mind moment month months more move much name named names near nearby necessary new next nice nobody none number numbers
    offer offered offers often old older open order others overall own part particular parts past people perhaps person persons place places point points possible probably problem problems properly purpose put
    quick quite quote quoted range rather read ready real really reason reasons receive recent remain remember rest result results right role same second seem seems sense sentence serious set several sharp short side sides similar simple simply single small so somebody someone sort sorts special specific
    start started starting starts stay step steps still stop stopped stuff subject such sure take taken takes taking talk talking talks term terms test then think third three through time times today together told tomorrow tonight too took top topic total toward towards true try trying turn two type types
    understand until upon use used useful uses using usual various view want wants way ways week weeks well went what whatever whole why wide will without word words work working works world worry worse worst would write writes written wrong year years yet young
    ever anybody anyone anywhere somewhere nowhere each bunch both guy kid kids folk folks friend ask asked asking asks
    meaning purpose life recommendation recommendations opinion news latest update updates tip tips advice fun stuff fine cost costs price prices fee fees buy
    quickly currently originally basically literally actually page pages copy verbatim wording exact short brief summary summarise summarize full version
    hour hours minute minutes seconds morning evening night afternoon century decade decades chance chances situation situations condition conditions circumstance circumstances facts factor factors feature features item items method methods manner mode position purposes roles shape size stage state status story style trouble truth value versions views
    member members nation nations somehow across behind beside besides inside outside towards whenever wherever
    eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundreds thousand thousands dozen dozens million millions half double twice
    north south east west northern southern eastern western
    daughter daughters son sons mother father mum mom dad parent parents grandma grandpa grandmother grandfather brother brothers sister sisters uncle aunt cousin boy boys girl girls man men woman colleague colleagues neighbour neighbor ourselves yourself themselves himself herself myself itself
    thing stuff gadget kind lady gentleman sir madam asia asian region regions regional worldwide abroad overseas
    really mind cheap cheaper expensive hot cold bigger higher high lot five six seven eight nine ten hundred editor reporter journalist student article
";

/// Verbs of doing, and adjectives that say of what kind a thing is.
const ENGLISH_ACTS: &str = "
    accept achieve act acting address advance agree agreed aim aims apply applying approve arrange assist attend avoid
    balance ban beat belong boost borrow bought break breaking build building built buy buying buys care carry carrying catch choose clean clearing close closer closing collect combat combine commit compare compete conduct connect connecting consider continue control coordinate cope create cross cut cutting
    damage decrease deepen deliver demand depend develop discuss discussed discussing drive driving earn eat effective efficient encourage enforce enhance enjoy ensure enter establish exchange exchanging expand explain explore extend
    face facing fail fall favour favor feed feeling fight fighting fill finance finish fix flow fly flying focus force fund funded gain gather giving grow growing grows guarantee guide handle handling happy harm hear hedging help hire hit holding host hosting hosts hurt
    implement import improve improving increase increased influence inform introduce invest invite invites
    keep kill know launch launched lead leading lend lift limit link linked live living lose losing lost maintain manage managing measure meet meeting monitor moving negotiate negotiating note offer offering operate oppose organise organize
    paid participate pass pay paying pays plan planned planning plans play playing pledge pledged prepare preparing prevent preventing produce producing progress promise promised promises promote promoting propose protect protecting prove provide provided provides providing publish pull push
    raise reach react reduce reducing reform regulate reject relate release rely remove repair replace report require resolve respect respond responding restore return review run running runs safeguard save saving secure see sell selling send sending sends separate serve set setting settle share shared sharing shift sign signed signing solve speak speed spend spending spread stand stick strengthen stronger strong study studying suffer suggest supply support supporting supports survive sustain swap
    accepted added affect affected afraid aged alone appear appears arrive arrived arrives arriving attract attracting aware
    beautiful behave believe believed bother bothered bound brave bright calm capable careful celebrate chase cheer chose chosen clever climb comfortable coping crowded cry curious
    dangerous dare deep deeper defend deny deserve destroy destroyed die died dies disappear drop dropped
    eager easier eaten empty enable ended ends endure enjoyed escape exist exists fallen falls familiar famous fed feels fell felt fetch fierce filled fit fits flat flee fond forget forgot fresh frightened funny
    gathered gentle glad grab grateful greet grew guess hang happier harder hate heal heard heavier heavy hidden hide hopes hotter hug huge hurry
    idle imagine injured intend invited jealous jump kick knew knock known laid largest laugh lay lazy leaning lent likely listen lively lonely looks loose loud lovely lowest lucky
    mad manages massive mature melt mend messy met mighty miss missing mix nasty neat nervous nicer noisy normal notice obey obtain occur opened opens owe owns
    pack painful perfect permit persuade pick picked pile pleasant pleased poor poorer poorest popular possess pour practise praise pray prefer pretend prevented proper proud
    quiet quit raised ran rare raw reached realise realize recognise recognize recover recovering relevant remind repay repeat rich richer rid ride ripe risen rough rude ruin ruined rush
    sad safe safer sat satisfied saw scare scared scatter scream seek seeking seen sells sent serves severe shake shame shocked shook shout shown shut silent sink sit sitting slow slower smaller smell smooth soft sold sorry sought spare spoke spoil spoken stands stare stays steady steep stood stopped straight strange strict struggle struggling stuck stupid succeed suffering suit suitable surprised surround swallow swept
    taught tear thick thin thinks thought threaten threatened threw throw thrown tidy tight tiny tired tough travels tried tries trusted turned turns
    ugly unable unfair unhappy unlikely upset urgent vast visits vital waited waiting waits wake walked wanted warmer wary wasted watching weak weaker wealthy weigh wet wider willing wins wise wonder wondering worried worthy wounded wrap yell younger youngest
    teach teaching tell think tackle tie touch trace track train transfer travel travelling treat trust turning twinning understand unite update upgrade upgraded upgrading urge visit visiting wait walk walking warn warning wash watch wear welcome welcoming win wish worn
";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_and_things_decide() {
        for (word, role) in [
            ("mekong", Role::Thing),
            ("vaccines", Role::Thing),
            ("buying", Role::Act),
            ("people", Role::Light),
            ("quickly", Role::Light),
            ("waiting", Role::Act),
            ("daughter", Role::Light),
        ] {
            assert_eq!(Role::of_english(word), role, "{word}");
        }
        for (word, tag, role) in [
            ("疫苗", "n", Role::Thing),
            ("办法", "n", Role::Light),
            ("合作", "vn", Role::Thing),
            ("购买", "v", Role::Act),
            ("湄公河", "ns", Role::Name),
            ("马上", "d", Role::Light),
            ("十七", "n", Role::Light),
            ("女儿", "n", Role::Light),
            ("邻居们", "n", Role::Light),
        ] {
            assert_eq!(Role::of_han(word, tag), role, "{word}");
        }
    }
}
