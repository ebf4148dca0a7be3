"""From pages to the website: MkDocs' hooks and all they do to a page. Stands on checks."""
