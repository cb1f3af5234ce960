"""The cellar: clock, owned rows, htmx answers, forms and text helpers. It knows no noun of the product."""
