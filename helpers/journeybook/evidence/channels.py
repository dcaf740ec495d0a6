"""Which channel a touchpoint goes through, guessed by its name, in Chinese and English."""

from __future__ import annotations

from ..model import Channel

WORDS = {
    Channel.PHONE: ("phone", "call", "hotline", "电话", "热线", "来电"),
    Channel.CHAT: ("chat", "wechat", "在线客服", "微信"),
    Channel.EMAIL: ("email", "mail", "邮件", "letter"),
    Channel.APP: ("app",),
    Channel.WEB: ("web", "online", "site", "portal", "官网", "网站", "网上"),
    Channel.SOCIAL: ("social", "advert", "社交", "广告", "小红书", "抖音"),
    Channel.DELIVERY: ("deliver", "courier", "配送", "快递", "上门"),
    Channel.STORE: (
        "store",
        "shop",
        "branch",
        "counter",
        "desk",
        "reception",
        "门店",
        "柜台",
        "营业厅",
        "前台",
        "诊室",
    ),
}


def guess_channel(name: str, written: str) -> Channel:
    """Return the channel that a log tells (`written`), else the one that the touchpoint's name speaks of.

    Examples
    --------
    >>> guess_channel("客服热线", ""), guess_channel("Payment", "online")
    (<Channel.PHONE: 'phone'>, <Channel.WEB: 'web'>)
    """
    if written.casefold() in set(Channel):
        return Channel(written.casefold())
    for text in (written.casefold(), name.casefold()):
        for channel, words in WORDS.items():
            if any(word in text for word in words):
                return channel
    return Channel.OTHER
