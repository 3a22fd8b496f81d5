//! Questions to documents of many kinds: references as people write them, and documents that a question names.

use std::{fmt::Write as _, fs};

use clausebot::{
    answer::{Answer, Asked, Intent},
    assistant::{Answered, Assistant, open},
    corpus::{ClauseRef, Library},
    text::Locale,
};

const DOGS: &str = "临江市养犬条例\n\n第一章　总则\n\n第一条　为了规范养犬行为，维护公共秩序，制定本条例。\n\n第二条　本条例适用于本市城区的养犬活动。\n军用犬、警用犬的管理不适用本条例。\n\n第二章　行为规范\n\n第三条　遛犬应当使用两米以下的犬绳牵引。\n\n第四条　犬只应当每年接种狂犬病疫苗。\n\n第五条　养犬人不得遗弃犬只。\n\n第六条　本条例自2025年1月1日起施行。\n";

const RIVER: &str = "中华人民共和国大河保护法\n\n第一章　总则\n\n第一条　为了加强大河流域生态环境保护，制定本法。\n\n第二条　大河流域的取水活动适用本法。\n\n第三条　大河保护坚持节水优先的原则。\n\n第四条　大河流域水量分配由流域管理机构组织实施。\n\n第五条　国家建立大河流域防汛协调机制。\n";

const TREATY: &str = "Lake Convention on Shared Waters\n\nArticle 1\nUse of terms\n\n1. For the purposes of this Convention, lake means a body of standing water.\n\n2. Basin means the area that drains into a lake.\n\nArticle 2\nFisheries\n\n1. The Parties shall license fishing vessels.\n\n2. The Parties shall ban drift nets.\n\n3. The Parties shall exchange data on catches of sturgeon.\n\nArticle 3\nEntry into force\n\n1. This Convention enters into force after ten ratifications.\n\n2. Withdrawal takes effect after one year.\n\nANNEX I\nMonitoring\n\n1. Samples shall be taken monthly.\n\n2. Laboratories shall be accredited.\n";

const TRADE: &str = "Northern Trade Agreement (NTA)\n\n1. Goods\n\n1.1 The Parties shall lower tariffs on timber.\n\n1.2 The Parties shall recognise sanitary certificates.\n\n2. Services\n\n2.1 The Parties shall open ports to ferries.\n\n2.2 Trade in services includes tourism.\n\n3. Fisheries\n\n3.1 The Parties shall publish statistics of fish landings.\n";

const RIGHTS: &str = "Personal Records Regulation\n\nArticle 1\nSubject matter\n\n1. This Regulation protects persons.\n\n2. It covers all records.\n\nArticle 2\nRight to correction\n\n1. A person may have wrong records corrected.\n\n2. The holder informs others of corrections.\n\nArticle 3\nRight to records portability\n\n1. A person may receive the records in a readable format.\n\n2. The holder sends them to another holder where feasible.\n";

const CLUB: &str = "青松合作社章程\n\n第一條　本社定名為青松合作社。\n\n第二條　社員每年繳納社費。\n\n第三條　理事會由七人組成。\n\n第四條　社員大會每年召開一次。\n";

const MANY: [(&str, &str, &str); 6] = [
    ("dogs", "zh.txt", DOGS),
    ("river", "zh.txt", RIVER),
    ("lakes", "en.txt", TREATY),
    ("trade", "en.txt", TRADE),
    ("records", "en.txt", RIGHTS),
    ("club", "zh.txt", CLUB),
];

/// A library of these documents, each as folder, file and text.
fn library(documents: &[(&str, &str, &str)]) -> Assistant {
    let root = tempfile::tempdir().unwrap();
    for (name, file, text) in documents {
        fs::create_dir_all(root.path().join(name)).unwrap();
        fs::write(root.path().join(name).join(file), text).unwrap();
    }
    Assistant::new(open(root.path()).unwrap().0).unwrap()
}

fn ask(assistant: &Assistant, question: &str, document: Option<&str>) -> Answered {
    let document = document.map(|it| assistant.library().find(it).unwrap());
    let asked = Asked { document, ..Asked::new(question, Locale::En) };
    assistant.ask(&asked).unwrap()
}

fn clause(at: ClauseRef, library: &Library) -> String {
    let (agreement, provision) = library.clause(at).unwrap();
    format!("{} {}", agreement.id, provision.id)
}

/// The answer in words: `dogs 3`, `no 3-1`, `none in river`.
fn answer(assistant: &Assistant, question: &str, document: Option<&str>) -> String {
    let library = assistant.library();
    let answered = ask(assistant, question, document);
    let id = |at| library.agreement(at).unwrap().id.clone();
    match answered.answer {
        Answer::Found(found) if found[0].by_number => {
            let found = found.iter().map(|it| {
                let part = it.part.map(|it| format!(" for {it}")).unwrap_or_default();
                clause(it.clause, library) + &part
            });
            found.collect::<Vec<_>>().join(", ")
        }
        Answer::Found(found) => clause(found[0].clause, library),
        Answer::Section(at, number) => format!("{} section {number}", id(at)),
        Answer::Outline(at) => format!("outline {}", at.map(id).unwrap_or_default()),
        Answer::Commitments(found) => format!("{} commitments", found.len()),
        Answer::NoSuchClause { number, within, elsewhere, .. } => {
            let within = within.map(|it| format!(" in {}", id(it))).unwrap_or_default();
            let elsewhere: Vec<_> = elsewhere.iter().map(|it| clause(*it, library)).collect();
            let but = if elsewhere.is_empty() { "" } else { ", but " };
            format!("no {number}{within}{but}{}", elsewhere.join(" "))
        }
        Answer::NoSuchSection(number) => format!("no section {number}"),
        Answer::NoSuchDocument(name) => format!("no document {name}"),
        Answer::Nothing { within, elsewhere, .. } => {
            let within = within.map(|it| format!(" in {}", id(it))).unwrap_or_default();
            let elsewhere: Vec<_> = elsewhere.iter().map(|it| clause(*it, library)).collect();
            let but = if elsewhere.is_empty() { "" } else { ", but " };
            format!("none{within}{but}{}", elsewhere.join(" "))
        }
        Answer::Help(_) => "help".to_owned(),
    }
}

#[track_caller]
fn check(assistant: &Assistant, cases: &str) {
    let mut wrong = String::new();
    for line in cases.lines().map(str::trim).filter(|it| !it.is_empty()) {
        let (question, wanted) = line.split_once(" => ").unwrap();
        let got = answer(assistant, question.trim(), None);
        if got != wanted.trim() {
            _ = writeln!(wrong, "{question}: got `{got}`, wanted `{wanted}`");
        }
    }
    assert!(wrong.is_empty(), "\n{wrong}");
}

#[test]
fn numbers_of_a_law() {
    check(
        &library(&[("dogs", "zh.txt", DOGS)]),
        "
        遛犬用绳是哪一条 => dogs 3
        有没有一条说到狂犬病疫苗 => dogs 4
        哪一条 => help
        第三条 => dogs 3
        3条 => dogs 3
        3 => dogs 3
        第3條 => dogs 3
        三条 => dogs 3
        第三条之一 => no 3-1
        第九十九条 => no 99
        99条 => no 99
        99 => no 99
        第二条第二款 => dogs 2 for 2.2
        第二条第1款 => dogs 2 for 2.1
        第三条第二项 => dogs 3 for 3.2
        第九条第二款 => no 9.2
        第二章 => dogs section 2
        《临江市养犬条例》第三条 => dogs 3
        养犬条例第三条 => dogs 3
        根据《养犬条例》第四条 => dogs 4
        《劳动合同法》第三条 => no document 劳动合同法
        请问劳动合同法第三条讲什么 => no document 劳动合同法
        本条例第三条 => dogs 3
        养犬条例对遗弃犬只怎么规定 => dogs 5
        第三条之一规定的牵引犬绳 => no 3-1
        ",
    );
}

#[test]
fn the_second_paragraph_of_an_article_is_marked() {
    let assistant = library(&[("dogs", "zh.txt", DOGS)]);
    let reply = |question| assistant.reply(&ask(&assistant, question, None));
    let text = |reply: clausebot::render::Reply| format!("{reply:?}");
    let shown = text(reply("第二条第二款"));
    assert!(shown.contains("第2条各段没有单独编号"), "{shown}");
    assert!(shown.contains("军用犬"), "{shown}");
    let shown = text(reply("第三条第二款"));
    assert!(shown.contains("第3条没有单独编号的3.2"), "{shown}");
}

#[test]
fn numbers_of_a_treaty() {
    check(
        &library(&[("lakes", "en.txt", TREATY)]),
        "
        Article 2, paragraph 3 => lakes 2.3
        article 2 para 3 => lakes 2.3
        paragraph 3 of Article 2 => lakes 2.3
        the third paragraph of article 2 => lakes 2.3
        Art. 2(3) => lakes 2.3
        Article 2.3 => lakes 2.3
        第二条第三款 => lakes 2.3
        第2条第3款 => lakes 2.3
        Article 2, paragraph 9 => no 2.9
        Article 3 => lakes 3.1, lakes 3.2
        Article 9 => no 9
        Article 2bis => no 2bis
        Annex I, para. 2 => lakes annex-1.2
        annex 1, paragraph 2 => lakes annex-1.2
        附件一第二条 => lakes annex-1.2
        which article bans drift nets => lakes 2.2
        is there an article about sturgeon catches => lakes 2.3
        which article i should read on sturgeon => lakes 2.3
        Article 3 of the Lake Convention, paragraph 2 => lakes 3.2
        Article 3 of the Berne Convention => no document Berne Convention
        ",
    );
}

#[test]
fn numbers_of_targets() {
    let text = "Goals for the Coast\n\nGoal 10. Fair shares\n\n10.1 By 2030, raise the income of fishers.\n\n10.2 By 2030, open harbours to all.\n\nGoal 14. Life below water\n\n14.4 By 2020, end overfishing of cod.\n\n14.5 By 2020, conserve ten per cent of coastal areas.\n";
    check(
        &library(&[("goals", "en.txt", text)]),
        "
        target 14.5 => goals 14.5
        Target 14.5? => goals 14.5
        目标10.1 => goals 10.1
        具体目标 14.5 => goals 14.5
        目標10.1講什麼 => goals 10.1
        what does target 10.2 say => goals 10.2
        14.5 => goals 14.5
        target 14.9 => no 14.9
        goal 14 => goals section 14
        ",
    );
    let text: Vec<String> =
        (1..=70).map(|it| format!("第{it}条　第{it}号事项应当办理。\n\n")).collect();
    let text = text.concat();
    let text = format!("事项办理规定\n\n{text}");
    check(
        &library(&[("many", "zh.txt", &text)]),
        "
        61 => many 61
        61条 => many 61
        27条 => many 27
        第27 => many 27
        二十七条 => many 27
        27条讲什么 => many 27
        71条 => no 71
        ",
    );
}

#[test]
fn numbers_with_letters() {
    let act = "Harbour Act\n\nPART 1 FEES\n\nSection 1 Short title\n\nThis Act is the Harbour Act.\n\nSection 2 Dues\n\nDues are paid by ships.\n\nSection 2A Reduced dues\n\nFerries pay half.\n\nPART 2 PILOTS\n\nSection 3 Pilots\n\nPilots are licensed.\n";
    check(
        &library(&[("act", "en.txt", act)]),
        "
        section 2A => act 2A
        Section 2a of the Harbour Act => act 2A
        2A => act 2A
        § 2A => act 2A
        section 3 => act 3
        section 2B => no 2b
        ",
    );
    let goals = "Goals for the Coast\n\nGoal 14. Life below water\n\n14.1 By 2025, reduce pollution.\n\n14.2 By 2020, protect ecosystems.\n\n14.a Increase scientific knowledge.\n\n14.b Provide access for small fishers.\n";
    check(
        &library(&[("goals", "en.txt", goals)]),
        "
        target 14.b => goals 14.b
        目标14.a => goals 14.a
        14.a => goals 14.a
        14.B => goals 14.b
        target 14.c => no 14.c
        ",
    );
    let rules = "Rules on Nets\n\nWhereas:\n\n(1) Nets harm fish.\n\n(2) Fish feed people.\n\nHAVE ADOPTED THESE RULES:\n\nArticle 1\n\nNets are licensed.\n\nArticle 2\n\nDrift nets are banned.\n";
    check(
        &library(&[("rules", "en.txt", rules)]),
        "
        recital 2 => rules recital-2
        article 2 => rules 2
        recital 7 => no recital-7
        ",
    );
}

#[test]
fn the_heading_of_an_article_finds_its_clause() {
    check(
        &library(&[("records", "en.txt", RIGHTS)]),
        "
        right to records portability => records 3.1
        Right to correction => records 2.1
        do I have a right to records portability? => records 3.1
        ",
    );
}

#[test]
fn a_question_names_a_document() {
    check(
        &library(&MANY),
        "
        养犬条例第三条 => dogs 3
        《养犬条例》第三条 => dogs 3
        临江市养犬条例第三条 => dogs 3
        《大河保护法》第三条 => river 3
        大河法第三条 => river 3
        大河保护法里水量分配由谁实施 => river 4
        中华人民共和国大河保护法第二条 => river 2
        《大河保護法》第三條 => river 3
        青松合作社章程第三條 => club 3
        章程里理事会几人 => club 3
        article 2, paragraph 2 of the Lake Convention => lakes 2.2
        Article 2(2) of the Lake Convention on Shared Waters => lakes 2.2
        fish landings in the Northern Trade Agreement => trade 3.1
        NTA 1.2 => trade 1.2
        nta 1.2 => trade 1.2
        tariffs in the NTA => trade 1.1
        What does the NTA say about ferries? => trade 2.1
        NTA => outline trade
        the Northern Trade Agreement => outline trade
        the Lake Convention on Shared Waters, article 3, paragraph 2 => lakes 3.2
        drift nets in the Northern Trade Agreement => none in trade, but lakes 2.2
        养犬条例的水量分配 => none in dogs, but river 4
        养犬条例第三条之一 => no 3-1 in dogs
        NTA 9.9 => no 9.9 in trade
        《森林法》第三条 => no document 森林法
        RCEP 第3条 => no document RCEP
        Article 3 of RCEP => no document RCEP
        trade in services => trade 2.2
        狂犬病疫苗 => dogs 4
        contents of the Lake Convention on Shared Waters => outline lakes
        ",
    );
}

#[test]
fn a_number_in_several_documents_is_every_ones() {
    let assistant = library(&MANY);
    assert_eq!(answer(&assistant, "第三条", None), "club 3, dogs 3, river 3");
    assert_eq!(answer(&assistant, "第三条", Some("river")), "river 3");
    assert_eq!(answer(&assistant, "第三条", Some("lakes")), "lakes 3.1, lakes 3.2");
    assert_eq!(answer(&assistant, "第六条", Some("river")), "no 6 in river, but dogs 6");
    assert_eq!(answer(&assistant, "狂犬病疫苗", Some("river")), "none in river, but dogs 4");
    assert_eq!(answer(&assistant, "fish landings", Some("trade")), "trade 3.1");
    assert_eq!(answer(&assistant, "Fisheries", Some("trade")), "trade section 3");
    assert_eq!(answer(&assistant, "contents", Some("trade")), "outline trade");
    assert_eq!(answer(&assistant, "drift nets in the Lake Convention", Some("trade")), "lakes 2.2");
}

#[test]
fn a_name_that_may_mean_two_documents_means_none() {
    let other = RIVER.replace("大河保护法", "大河航运法").replace("取水", "航运");
    let assistant = library(&[
        ("dogs", "zh.txt", DOGS),
        ("river", "zh.txt", RIVER),
        ("ships", "zh.txt", &other),
    ]);
    assert_eq!(answer(&assistant, "大河法第三条", None), "dogs 3, river 3, ships 3");
    assert_eq!(answer(&assistant, "大河航运法第三条", None), "ships 3");
    assert_eq!(answer(&assistant, "大河保护法第三条", None), "river 3");
}

#[test]
fn a_paragraph_of_an_article_is_no_article_of_a_chapter() {
    let text = "Charter of Lakes\n\nCHAPTER I PURPOSES\n\nArticle 1\n\nThe purposes are peace.\n\nCHAPTER II MEMBERS\n\nArticle 2\n\nMembers are states.\n\nArticle 3\n\nMembers are admitted by the assembly.\n";
    check(
        &library(&[
            ("charter", "en.txt", text),
            ("rules", "zh.txt", "湖区管理规定\n\n第一条　管理湖区。\n\n第二条　禁止填湖。\n"),
        ]),
        "
        Article 2(3) of the Charter => charter 2 for 2.3
        chapter II, article 3 => charter 3
        湖区管理条例第二条 => rules 2
        《湖区条例》第二条 => rules 2
        ",
    );
}

#[test]
fn aliases_and_ids_name_a_document() {
    let alias =
        "aliases = [\"Sturgeon Pact\", \"大湖公约\"]\nshort-title.en = \"Lake Convention\"\n";
    let documents = [
        ("lakes", "en.txt", TREATY),
        ("lakes", "document.toml", alias),
        ("trade", "en.txt", TRADE),
    ];
    check(
        &library(&documents),
        "
        article 2, paragraph 2 of the Sturgeon Pact => lakes 2.2
        《大湖公约》第二条第二款 => lakes 2.2
        大湖公约第二条第二款 => lakes 2.2
        lakes article 2(2) => lakes 2.2
        what does the sturgeon pact say about drift nets => lakes 2.2
        ",
    );
}

#[test]
fn a_name_of_no_document_stays_in_the_search() {
    let assistant = library(&[("trade", "en.txt", TRADE)]);
    let subject = |question| ask(&assistant, question, None).question.subject;
    assert_eq!(
        subject("timber in the Southern Trade Agreement"),
        "timber in the Southern Trade Agreement"
    );
    assert_eq!(subject("trade in services"), "trade in services");
    assert_eq!(subject("timber in the Northern Trade Agreement").trim(), "timber");
}

#[test]
fn naming_the_document_of_an_answer_keeps_the_answer() {
    let assistant = library(&MANY);
    for (question, in_words) in [
        ("犬只遗弃", ["临江市养犬条例里{}", "《养犬条例》关于{}的规定", "根据养犬条例，{}"]),
        ("狂犬病疫苗", ["养犬条例中{}", "{}，养犬条例怎么说", "《临江市养犬条例》{}"]),
        ("防汛协调机制", ["大河保护法的{}", "大河法{}", "{}（大河保护法）"]),
        (
            "drift nets",
            [
                "{} in the Lake Convention",
                "Lake Convention on Shared Waters: {}",
                "what does the Lake Convention say on {}",
            ],
        ),
        (
            "sanitary certificates",
            ["{} under the Northern Trade Agreement", "NTA {}", "according to the NTA, {}"],
        ),
        (
            "wrong records",
            [
                "{} in the Personal Records Regulation",
                "{}, Personal Records Regulation",
                "does the Personal Records Regulation say anything on {}",
            ],
        ),
    ] {
        let plain = answer(&assistant, question, None);
        assert!(!plain.starts_with("no"), "{question}: {plain}");
        for words in in_words {
            let named = words.replace("{}", question);
            assert_eq!(answer(&assistant, &named, None), plain, "{named}");
        }
    }
}

#[test]
fn every_form_of_a_number_that_is_there_finds_it() {
    for (document, file, text) in MANY {
        let assistant = library(&[(document, file, text)]);
        for (at, _, provision) in assistant.library().clauses() {
            let Some(number) = provision.id.number() else { continue };
            let parts = number.in_annex().to_string();
            let parts: Vec<&str> = parts.split('.').collect();
            let mut forms = vec![format!("clause {number}"), format!("§ {number}")];
            if let [one] = parts.as_slice() {
                forms.extend([format!("第{one}条"), format!("{one}条"), format!("article {one}")]);
            }
            if let ([article, paragraph], None) = (parts.as_slice(), number.annex()) {
                forms.push(format!("article {article}, paragraph {paragraph}"));
                forms.push(format!("第{article}条第{paragraph}款"));
                forms.push(format!("paragraph {paragraph} of article {article}"));
                forms.push(format!("{article}.{paragraph}"));
            }
            if let Some(annex) = number.annex() {
                forms = vec![format!("annex {annex}, {}", number.in_annex())];
                forms.push(format!("附件{annex}第{}条", number.in_annex()));
            }
            for (_, clause) in provision.texts.iter() {
                if clause.printed.contains(|c: char| c.is_alphabetic()) {
                    forms.push(clause.printed.clone());
                }
            }
            for form in forms {
                let intent = ask(&assistant, &form, None).question.intent;
                let found = match intent {
                    Intent::Clauses(found) => found.iter().any(|it| it.clause == at),
                    _ => false,
                };
                assert!(found, "{document}: {form} does not find {number}");
            }
        }
    }
}

#[test]
fn a_long_document_is_not_favoured() {
    // The same words in a short document and in a long one: the clause that says it best comes first.
    let filler: Vec<String> = (1..=200)
        .map(|it| format!("第{it}条　港口应当公布第{it}号泊位的收费和船舶停靠时间。\n\n"))
        .collect();
    let filler = filler.concat();
    let long =
        format!("港口管理办法\n\n{filler}第201条　港口可以收取夜间停靠的费用，标准由港口制定。\n");
    let short = "夜航船规定\n\n第一条　夜间停靠收费减半。\n\n第二条　夜航船应当开灯。\n";
    let assistant = library(&[("long", "zh.txt", &long), ("short", "zh.txt", short)]);
    assert_eq!(answer(&assistant, "夜间停靠收费减半吗", None), "short 1");
    assert_eq!(answer(&assistant, "夜间停靠的费用标准", None), "long 201");
    let assistant = library(&[("a-short", "zh.txt", short), ("long", "zh.txt", &long)]);
    assert_eq!(answer(&assistant, "夜间停靠的费用标准", None), "long 201");
}

/// One of the documents in `tests/agreements`.
fn of(id: &str) -> Assistant {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/agreements/");
    Assistant::new(open(format!("{folder}{id}").as_ref()).unwrap().0).unwrap()
}

#[test]
fn sections_are_asked_for_by_their_matter() {
    check(
        &of("home-care-law"),
        "
        监督那一章 => home-care-law section 5
        养老服务设施这部分都有什么 => home-care-law section 2
        服務內容那一章講了什麼 => home-care-law section 3
        人员和扶持都有哪些条款 => home-care-law section 4
        罚款那部分怎么说 => home-care-law 35
        加装电梯那一条 => home-care-law 12
        ",
    );
    check(
        &of("harbour-city-report"),
        "
        民生实事都有哪些 => harbour-city-report section 8
        现代港口枢纽建设那部分 => harbour-city-report section 3
        漁業和鄉村振興那一部份有哪些要點 => harbour-city-report section 5
        政府自身建设那一块写了什么 => harbour-city-report section 9
        ",
    );
    check(
        &of("mountain-targets"),
        "
        what is in the goal on energy and transport => mountain-targets section 5
        list the health points => mountain-targets section 3
        which clauses are in the schooling goal => mountain-targets section 4
        the part about wildlife and forests => mountain-targets section 6
        everything under the water goal => mountain-targets section 2
        the part about sirens => mountain-targets 2.4
        health targets => mountain-targets section 3
        list the targets on water and ice => mountain-targets section 2
        goal 2 targets => mountain-targets section 2
        targets for 2031 to 2033 => 1 commitments
        到2032年為止的目標 => 1 commitments
        ",
    );
    check(
        &of("youth-goals"),
        "
        住房与文化这一目标 => youth-goals section 6
        就業與創業那個目標 => youth-goals section 1
        身心健康目标都有哪些 => youth-goals section 2
        目标3有哪些 => youth-goals section 3
        ",
    );
    check(
        &of("border-road-agreement"),
        "
        the part about drivers => border-road-agreement 7.1
        第七条都写了什么 => border-road-agreement 7.1, border-road-agreement 7.2, border-road-agreement 7.3, border-road-agreement 7.4
        危险货物那一部分 => border-road-agreement 6.1
        ",
    );
}

#[test]
fn a_number_written_with_a_hyphen_is_one_number_where_no_clause_has_its_parts() {
    check(
        &of("mountain-targets"),
        "
        clause 2-4 => mountain-targets 2.4
        clause 2–4 => mountain-targets 2.4
        show me art. 2-4 => mountain-targets 2.4
        第2-4条 => mountain-targets 2.4
        2-4 => mountain-targets 2.4
        ",
    );
    check(
        &library(&MANY[..1]),
        "
        article 3-4 => dogs 3, dogs 4
        ",
    );
}

#[test]
fn ranges_are_all_their_clauses() {
    check(
        &of("home-care-law"),
        "
        articles 3 to 5 => home-care-law 3, home-care-law 4, home-care-law 5
        第三條至第五條 => home-care-law 3, home-care-law 4, home-care-law 5
        第3-5条 => home-care-law 3, home-care-law 4, home-care-law 5
        第三至五条讲了什么 => home-care-law 3, home-care-law 4, home-care-law 5
        articles 37 to 60 => home-care-law 37, home-care-law 38
        第三条第一款至第二款 => home-care-law 3 for 3.1
        articles 50 to 60 => no 50
        ",
    );
    check(
        &of("border-road-agreement"),
        "
        articles 5 to 6 => border-road-agreement 5.1, border-road-agreement 5.2, border-road-agreement 6.1, border-road-agreement 6.2
        article 2, paragraphs 2 to 4 => border-road-agreement 2.2, border-road-agreement 2.3, border-road-agreement 2.4
        ",
    );
    check(
        &of("mountain-targets"),
        "
        2.3-2.5 => mountain-targets 2.3, mountain-targets 2.4, mountain-targets 2.5
        targets 2.3 to 2.5 => mountain-targets 2.3, mountain-targets 2.4, mountain-targets 2.5
        目标2.3到2.5 => mountain-targets 2.3, mountain-targets 2.4, mountain-targets 2.5
        ",
    );
}

#[test]
fn clauses_are_compared_in_any_document() {
    check(
        &library(&MANY[..1]),
        "
        比较第三条和第五条 => dogs 3, dogs 5
        第3條跟第4條有何差別 => dogs 3, dogs 4
        article 3 vs article 4 => dogs 3, dogs 4
        遛犬跟接种有什么区别 => dogs 4
        ",
    );
}
