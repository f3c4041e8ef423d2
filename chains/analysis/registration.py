"""The words of registers and data providers for how a firm stands in the register. No ORM."""

from collections.abc import Mapping

from chains.choices import RegistrationStatus

from .names import fold

#: What is written for each, besides what it is called here: by the national register (国家企业信用信息公示系统), by
#: those of Hong Kong and Taiwan, and by providers such as 企查查 and 天眼查.
REGISTRATION_WORDS: Mapping[RegistrationStatus, tuple[str, ...]] = {
    RegistrationStatus.ACTIVE: (
        *("存续", "在业", "开业", "在营", "在册", "正常", "营业", "营业中", "正常营业", "续存", "迁入"),
        *("存续（在营、开业、在册）", "在营（开业）企业", "在营（开业）", "开业（正常经营）", "仍注册", "核准设立"),
        *("active", "existing", "in existence", "operating", "registered", "live"),
    ),
    RegistrationStatus.MOVED_OUT: ("迁出", "已迁出", "迁往市外", "待迁入（已办理迁出）", "moved out", "relocated"),
    RegistrationStatus.SUSPENDED: ("停业", "歇业", "已歇业", "停业歇业", "suspended", "dormant"),
    RegistrationStatus.LIQUIDATING: ("清算", "清算中", "正在清算", "破产", "破产清算", "in liquidation", "bankrupt"),
    RegistrationStatus.REVOKED: (
        *("吊销", "已吊销", "被吊销", "吊销企业", "吊销，未注销", "吊销营业执照", "吊销执照"),
        *("revoked", "licence revoked", "license revoked"),
    ),
    RegistrationStatus.CLOSED: ("责令关闭", "已责令关闭", "关闭", "已关闭", "closed"),
    RegistrationStatus.ANNULLED: ("撤销", "已撤销", "撤销登记", "撤销设立", "撤销未注销", "废止", "annulled"),
    RegistrationStatus.STRUCK_OFF: ("除名", "已除名", "struck off"),
    RegistrationStatus.DEREGISTERED: (
        *("注销", "已注销", "注销企业", "简易注销", "强制注销", "吊销，已注销", "吊销后注销"),
        *("撤销已注销", "解散", "已解散", "已告解散", "不再是独立的实体", "deregistered", "dissolved", "cancelled"),
    ),
    RegistrationStatus.OTHER: ("其他", "其它", "other"),
}

_BY_WORD = {fold(word): status for status, words in REGISTRATION_WORDS.items() for word in words}


def registration_status(text: str) -> RegistrationStatus | None:
    """Return the status that ``text`` is a word for, however it is spaced and punctuated; ``None`` for another text.

    >>> registration_status("吊销，未注销")
    <RegistrationStatus.REVOKED: 'revoked'>
    """
    return _BY_WORD.get(fold(text))
