"""What surrounds every page of the VCCorp demo newspaper: head, menu, footer, login and payment windows."""

from __future__ import annotations

from html import escape

from crawler.demo.papers import Paper

# The labels are the newspaper's furniture; the sentences between them are ours.
TOP = """<div class="header__top"><div class="container"><div class="header__top-flex">
<div class="header__top-hl"><span class="tex">HOTLINE: 0903.000.000</span>
<span class="tex">- HOTLINE Phát hành: 0819.000.000 -</span>
<a href="/dat-bao.htm" class="tex under" title="ĐẶT MUA BÁO">ĐẶT MUA BÁO</a></div>
<div class="header__top-list">
<a href="/tin-24h.htm" title="24h qua" class="item"><span class="icon"><img src="/i.svg"
 alt="icon"></span>24h qua</a>
<a href="https://thitruong.nld.com.vn/" title="Thị trường" target="_blank" rel="nofollow" class="item">Thị trường</a>
<a href="/rss.htm" class="item" title="Rss"><img src="/rss.svg" alt="Rss"></a></div></div></div></div>
<div class="header__middle"><div class="container"><div class="header__middle-flex">
<a href="/" class="header__logo" title="Báo Người Lao Động"><img src="/logo-nld.png" alt="Báo Người Lao Động"></a>
<div class="header__search box-search"><input class="txt-search" placeholder="Tìm kiếm" id="txt-search"></div>
<a class="header__user" href="javascript:;" rel="nofollow" id="head_login" title="Đăng nhập" data-atc="login"></a>
<a href="/dang-ky-danh-cho-ban-doc-vip.htm" class="header__revip userexpire" title="Đăng ký gói bạn đọc VIP">
<span data-uinfo="expiredDate">Đăng ký gói bạn đọc VIP</span></a>
<a href="/e-paper.htm" class="header__revip paperheader" title="Mua gói đọc báo"><span class="txt">E-paper</span></a>
</div></div></div>"""

WINDOWS = """<div class="alert-box login-box" ischeck="alert"><div class="alert-content">
<p><strong>Cần đăng nhập để thực hiện chức năng này!</strong></p></div></div>
<div class="alert-box alert-comment-box"><div class="alert-content">
<p>Bình luận quá nhanh. Xin hãy đợi<br><span id="second_comment">60</span> giây nữa.</p></div></div>
<div class="modal-overlay-dark"></div>
<div class="news-purchase modal" data-form="formpaymentmethod">
<a href="javascript:;" class="close-modal icon-wrap"></a>
<div class="logininfotoppopup" data-atc="hidewithlogin">Đã có tài khoản VIP? <a href="javascript:;">Vào đây</a></div>
<h3 class="news-purchase__modal-name text-center">Thanh toán và đọc bài viết này<br>giá <span>(5000đ)</span></h3>
<p class="news-purchase_des newsdefaulttext" data-atc="hidewithlogin">Quét Zalo QRcode, đọc ngay</p>
<p class="news-purchase_des donatenewstext">Người được tặng: <span class="userdonate"></span>
<a href="javascript:;" class="close-modal" title="Thay đổi">Chọn lại</a></p>
<div class="payments-selection"><p class="payments-selection-title">Hoặc thanh toán bằng</p></div>
<div class="export-bill" style="display: none"><p>Yêu cầu xuất hóa đơn</p>
<p class="export-bill__form-note">(Lưu ý: tòa soạn chỉ xuất hóa đơn trong tháng)</p></div>
<p class="text_purchasepopup">Muốn đọc thêm nhiều bài hay mỗi ngày,<br>mời quý độc giả
<a href="/dang-ky-danh-cho-ban-doc-vip.htm">đăng ký làm thành viên VIP</a> của tòa soạn</p>
<div class="news-purchase__policy contactpopup"><p>Mọi thắc mắc gọi số
<a href="tel:0903000000">0903.000.000</a></p></div></div>
<div class="popupdonatenews_modal"><div class="popupdonatenews_content"><p>Tặng bằng link</p>
<p>Tặng cho thành viên</p></div></div>
<div class="news-purchase__pay modal"><h3>Gia hạn tài khoản bạn đọc VIP</h3><p>Trả tiền qua:</p>
<ul><li>• Bước 1: Mở ứng dụng ngân hàng</li><li>• Bước 2: Quét mã</li></ul></div>"""

FOOTER = """<footer class="footer"><div class="container">
<a href="/" class="footer__logo" title="Báo Người Lao Động"><img src="/logo-footer.png" alt="Báo Người Lao Động"></a>
<div class="footer__middle"><p
 class="text footer__middle--copyright">Trang mẫu chạy trên máy này. Mọi bài đều là hư cấu.</p>
<p class="text">Thông tin tòa soạn | Liên hệ quảng cáo</p></div>
<div class="footer__bottom"><a href="javascript:;" class="back-top"
 title="Lên đầu Top">Lên đầu Top</a></div></div></footer>"""


def menu(paper: Paper) -> str:
    """The header with the menu: sections, and hosts that are other sites."""
    links = "".join(
        f'<a href="/{s.slug}.htm" class="nav-link" title="{escape(s.name)}">{escape(s.name)}</a>'
        for s in paper.sections
        if not s.parent
    )
    children = "".join(
        f'<a href="/{s.slug}.htm" class="item" title="{escape(s.name)}">{escape(s.name)}</a>'
        for s in paper.sections
        if s.parent
    )
    return (
        f'<header class="header"><div class="header__layout">{TOP}<div class="header__bottom"><div class="header__nav">'
        '<div class="header__n-flex header__set_nav"><a href="/" class="nav-link" title="Trang chủ">Trang chủ</a>'
        f"{links}"
        '<a href="https://diaoc.nld.com.vn" class="nav-link" target="_blank" rel="nofollow">Địa ốc</a></div></div>'
        '<div class="header__mega-menu"><div class="header__mm-cate" data-marked-zoneid="nld_menu_b1">'
        f'<div class="list">{children}</div><a href="javascript:;" class="view-more" title="xem thêm">xem thêm</a>'
        "</div></div></div></div></header>"
    )


def page(head: str, paper: Paper, main: str, dbcheck: str) -> str:
    """A whole document. `dbcheck` names the server that answered and differs from fetch to fetch."""
    return f"""<!DOCTYPE html>
<html lang="vi">
<head>
<meta http-equiv="Content-Type" content="text/html; charset=utf-8" />
{head}
<meta name="author" content="NLD.COM.VN" />
<meta property="og:site_name" content="{escape(paper.title)}" />
<script>
window.AviviD = window.AviviD || {{settings: {{}}}};
var pageSettings = {{allow3rd: true}};
</script>
<style>br{{clear: both;}} .header__revip{{padding: 0 12px;}}</style>
</head>
<body>
<div class="banner-top"><zone
 id="lmdnovit"></zone><script>if (pageSettings.allow3rd) arfAsync.push("lmdnovit");</script></div>
{menu(paper)}
<div class="main">
{main}
</div>
{FOOTER}
{WINDOWS}
<div>
    <input type="hidden" name="dbcheck" id="dbcheck" value="{dbcheck}">
</div>
</body>
</html>
"""
