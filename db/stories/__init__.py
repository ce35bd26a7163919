"""One story in several articles: near-duplicates within and across newspapers, and which of them came first."""
