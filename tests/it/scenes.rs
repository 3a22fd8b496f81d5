//! Scenes: transcripts of conversations with the bot (`tests/scenes/README.md`).
//!
//! Each runs the program as a process, at the Bot API of `tests/support`, or at the one with
//! the address `CLAUSEBOT_STAND`. `UPDATE_SCENES=1` writes the actual messages into the
//! transcripts, for review as a diff; `SCENE=word` selects scenes by name.

mod program;
mod show;
mod stage;
mod transcript;

use std::{fs, panic::AssertUnwindSafe, path::PathBuf};

use futures::FutureExt;

use self::{
    program::{Bot, Sim},
    stage::Stage,
    transcript::Scene,
};
use crate::support::bot_api::BotApi;

/// A variable of the environment of the test run.
#[expect(
    clippy::disallowed_methods,
    reason = "settings of a test run are no settings of the program"
)]
fn variable(name: &str) -> Option<String> {
    std::env::var(name).ok()
}

fn scenes() -> Vec<(PathBuf, Scene)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/scenes");
    let word = variable("SCENE").unwrap_or_default();
    let mut paths: Vec<PathBuf> =
        fs::read_dir(folder).unwrap().map(|it| it.unwrap().path()).collect();
    paths.retain(|it| it.extension().is_some_and(|it| it == "txt"));
    paths.retain(|it| it.file_stem().unwrap().to_str().unwrap().contains(&word));
    paths.sort();
    let read = |it: PathBuf| {
        let scene = Scene::read(&fs::read_to_string(&it).unwrap());
        (it, scene)
    };
    paths.into_iter().map(read).collect()
}

/// Runs a scene and catches panics; returns the difference from the transcript, if any.
async fn try_play(stage: &mut Stage<'_>, path: &PathBuf, scene: Scene) -> Option<String> {
    let played = AssertUnwindSafe(play(stage, path, scene)).catch_unwind().await;
    played.unwrap_or_else(|panic| {
        let text = panic.downcast_ref::<String>().map_or("a panic", String::as_str);
        Some(format!("--- {}: {text}\n", path.display()))
    })
}

/// Runs a scene; returns the difference from the transcript, if any.
async fn play(stage: &mut Stage<'_>, path: &PathBuf, scene: Scene) -> Option<String> {
    let is_update = variable("UPDATE_SCENES").is_some();
    let name = path.file_stem().unwrap().to_str().unwrap().to_owned();
    let mut written = String::new();
    let mut faults = Vec::new();
    for mut step in scene.steps {
        let (actual, has_spoken) = stage.play(&step.acts).await;
        if let Some(difference) = step.difference(&actual) {
            faults.push(format!("--- {name}: after `{}`\n{difference}", step.last_act()));
        }
        step.bless(&actual, has_spoken);
        written.push_str(&step.to_string());
    }
    let problems = stage.sim.get("problems").await;
    if problems.as_array().is_some_and(|it| !it.is_empty()) {
        faults.push(format!("--- {name}: the Bot API found faults\n{problems:#}\n"));
    }
    if is_update {
        fs::write(path, written).unwrap();
        return None;
    }
    (!faults.is_empty()).then(|| faults.concat())
}

#[tokio::test(flavor = "multi_thread")]
async fn every_scene_is_played_as_it_is_written() {
    let mut scenes = scenes();
    // Only a program with the feature imports files, and only the Bot API of the tests has some.
    let has_files = cfg!(feature = "import") && variable("CLAUSEBOT_STAND").is_none();
    scenes.retain(|(path, _)| has_files || !path.ends_with("admin_sends_a_file.txt"));
    let mut faults = Vec::new();
    let api = BotApi::start().await;
    let sim = Sim::new(variable("CLAUSEBOT_STAND").unwrap_or(api.url.clone()));
    sim.post("reset", &serde_json::json!({})).await;
    let (alone, shared): (Vec<_>, Vec<_>) =
        scenes.into_iter().partition(|(_, scene)| scene.has_own_bot());
    let mut bot = Bot::start(&sim, &[]).await;
    let mut said = Vec::new();
    for (path, scene) in shared {
        let mut stage = Stage::new(&sim, bot);
        faults.extend(try_play(&mut stage, &path, scene).await);
        let (left, texts) = stage.leave();
        bot = left;
        said.extend(texts);
    }
    faults.extend(bot.end(&said).await);
    for (path, scene) in alone {
        sim.post("reset", &serde_json::json!({})).await;
        let mut stage = Stage::new(&sim, Bot::not_started());
        stage.begin(&scene.options).await;
        faults.extend(try_play(&mut stage, &path, scene).await);
        let (bot, said) = stage.leave();
        faults.extend(bot.end(&said).await);
    }
    assert!(faults.is_empty(), "{} faults\n{}", faults.len(), faults.join("\n"));
}
