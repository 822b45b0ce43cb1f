"""The registration form 《网站备案资料登记表-用户.xls》 [001:77] as customers send it: three layouts, xls and xlsx."""
