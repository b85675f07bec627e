{%- import "portal/parts.html" as p with context -%}
portal.take("catalogue",[{% for one in catalogue.documents %}{% set html %}{{ p.card(one) }}{% endset %}{{ html | tojson }}{{ "," if not loop.last }}{% endfor %}]);
