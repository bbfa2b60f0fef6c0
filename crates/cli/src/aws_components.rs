//! `--aws-components DIR`: the component definitions that AWS publishes, as far as UUIDs and names go.

use anyhow::{Context, Result, bail};
use demarc_inventory::Files;
use demarc_report::oscal::AwsComponent;
use serde::Deserialize;

#[derive(Deserialize)]
struct File {
    #[serde(rename = "component-definition")]
    definition: Definition,
}

#[derive(Deserialize)]
struct Definition {
    #[serde(default)]
    components: Vec<Component>,
}

#[derive(Deserialize)]
struct Component {
    uuid: String,
    #[serde(rename = "type")]
    kind: String,
    title: String,
    #[serde(default)]
    props: Vec<Property>,
}

#[derive(Deserialize)]
struct Property {
    name: String,
    value: String,
}

/// Properties that name a service.
const NAMES: [&str; 5] =
    ["service-id", "iamServicePrefix", "arnNamespace", "apiEndpointPrefix", "cloudTrailEventSource"];

/// Every component of the type `service` in the JSON files of a folder.
///
/// # Errors
/// If the folder cannot be read or holds no component definition.
pub fn read(folder: &str) -> Result<Vec<AwsComponent>> {
    let files = Files::disk();
    files.list(folder).with_context(|| {
        format!("`--aws-components {folder}` cannot be read; give a folder with AWS's OSCAL files")
    })?;
    let (paths, _) = files.walk(folder, true);
    let mut all = Vec::new();
    for path in paths.iter().filter(|p| p.ends_with(".json")) {
        // Catalogs and whatever else stands there are of no concern here.
        let Ok(file) = serde_json::from_str::<File>(&files.text(path)?) else { continue };
        let services = file.definition.components.into_iter().filter(|c| c.kind == "service");
        all.extend(services.map(|component| {
            AwsComponent {
                uuid: component.uuid,
                title: component.title,
                names: component
                    .props
                    .into_iter()
                    .filter(|p| NAMES.contains(&p.name.as_str()))
                    .map(|p| p.value)
                    .collect(),
            }
        }));
    }
    if all.is_empty() {
        bail!("`--aws-components {folder}` holds no OSCAL component definition with services");
    }
    all.sort_by(|a, b| (&a.title, &a.uuid).cmp(&(&b.title, &b.uuid)));
    all.dedup();
    Ok(all)
}
