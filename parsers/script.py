"""Simplified and traditional characters: print has one script, so that a text in both was misread.

The engines know both and take 陕 for 陝 or 粤 for 粵 with full confidence. Only plain simplifications stand here, no
variants that names are written with to this day (昇 堃 喆 淼 犇).
"""

_PAIRS = (
    "陝陕農农烏乌粵粤業业東东廣广電电機机號号國国華华務务資资術术網网絡络發发開开產产貿贸實实際际鋼钢鐵铁銀银銷销車车輪轮運运輸输遠远達达園园圖图"
    "團团場场壓压處处備备傳传億亿僑侨儀仪優优兩两內内冊册凱凯創创劃划動动勞劳勝胜匯汇區区協协單单衛卫廠厂縣县雙双員员圓圆報报塊块墊垫壽寿夢梦"
    "奧奥婦妇學学寧宁寶宝審审將将專专尋寻對对導导層层島岛嶺岭幣币師师帶带幫帮慶庆應应懷怀戲戏戰战擔担據据擴扩攝摄數数書书會会極极榮荣樂乐樓楼"
    "標标樣样橋桥權权歐欧歷历氣气漢汉滬沪滿满漁渔濟济濱滨灣湾無无煙烟燈灯營营爾尔環环現现瑪玛畫画異异療疗監监礦矿碼码確确禮礼種种積积穩稳窯窑"
    "節节範范築筑簡简籌筹糧粮紅红紡纺純纯紙纸級级紹绍組组細细終终結结給给統统經经綠绿維维綜综綿绵線线緣缘編编緯纬練练總总績绩織织繪绘續续聖圣"
    "聯联聲声職职腦脑臨临興兴舉举舊旧藝艺藥药蘇苏蘭兰藍蓝蓮莲萬万葉叶裝装補补製制見见規规視视覺觉覽览觀观計计訊讯訓训設设許许診诊詞词詢询試试"
    "詩诗誠诚話话認认語语說说課课調调談谈請请論论諾诺講讲證证識识譯译議议護护財财貨货貫贯責责貴贵買买費费賀贺賓宾賢贤質质購购賽赛贏赢趙赵軌轨"
    "軍军軒轩軟软載载輔辅輕轻輝辉轉转辦办連连進进過过選选遼辽還还邁迈鄉乡鄧邓鄭郑醫医釋释針针鈴铃銅铜銳锐錢钱錦锦鍋锅鎮镇鏈链鑄铸長长門门間间"
    "閩闽閣阁閱阅關关陽阳陰阴隊队階阶隨随險险雲云靈灵靜静韓韩響响頁页項项順顺預预領领頻频題题額额顏颜類类顯显風风飛飞飯饭飲饮飾饰養养館馆駐驻"
    "馬马騰腾驗验驛驿體体魚鱼魯鲁鮮鲜鳳凤鴻鸿鵬鹏鷹鹰鹽盐麗丽麥麦黃黄點点齊齐齡龄龍龙"
)
_SIMPLIFIED = {ord(old): new for old, new in zip(_PAIRS[::2], _PAIRS[1::2], strict=True)}
_NEW = frozenset(_PAIRS[1::2])


def in_one_script(text: str) -> str:
    """A text that mixes the scripts, in simplified characters; any other as it is."""
    return text.translate(_SIMPLIFIED) if _NEW.intersection(text) else text
