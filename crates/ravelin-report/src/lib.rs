//! Findings as text, JSON, SARIF, Markdown and workflow annotations: one pure function each
