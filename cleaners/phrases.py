"""What the newspapers print around every article, as data for pages flattened to plain text.

Each string is a regular expression matched against a whole line (cleaners.layout.Phrases). A line belongs here when
the site prints it on every page, whatever the article; what depends on the article is found by structure
(cleaners.dump_body). Read off pages and dumps of nld.com.vn (2025-07, 2026-02, 2026-06), tienphong.vn (2026-05),
plo.vn (2025-10), tuoitre.vn, cafef.vn (2026-03), vtv.vn (2026-06), ngaynay.vn (2026-03) and nhandan.vn (2026-01).
"""

from __future__ import annotations

from cleaners.layout import Phrases

COMMON_PHRASES = Phrases(
    header=(
        r"(?i:đường dây nóng|hotline)\s*:?\s*[\d .()/–-]{6,}.*",
        r"(?i:hotline)\s*:?",
        r"(?i:(địa chỉ|điện thoại|hotline|fax|e-?mail|trụ sở|báo giá|hỗ trợ kỹ thuật|liên hệ)( \w+){0,3}\s*:.*)",
        r"(?i:sự kiện\s*:.{5,120})",
        r"(?i:(chỉ được|ghi rõ nguồn|vui lòng ghi) .{0,30}phát hành lại thông tin từ website này.*)",
        r"(?i:icon|menu|logo|toggle navigation|skip to content|english|e-?paper|đóng|tìm kiếm|tìm kiếm\.\.\.)",
        r"(?i:trang chủ|danh mục|tất cả chuyên mục|chuyên mục|mới nhất|tin mới nhất|tin nóng|xem nhiều|đọc nhiều)!?",
        r"(?i:(báo|tạp chí|trang|cổng)( thông tin)? điện tử của (trung ương|bộ|hội|tỉnh|thành|chính phủ|ban|đảng)\b.{0,80})",
        r".{2,30}\d{1,2}\s?-\s?\d{1,2}°C?( .{0,30})?",
        r"(?i:giới thiệu|liên hệ|(thông tin )?(tòa|toà) soạn|quảng cáo|đặt báo|đặt mua báo( in)?)",
        r"(?i:chế độ tối|tiện ích|cài đặt tài khoản|tin đã lưu|dành cho bạn|bình luận của bạn)",
        r"(?i:android|ios|android ios|rss|facebook|youtube|zalo|tiktok|twitter|instagram|fb|yt|tt|gg|zl)",
        r"(?i:((facebook|youtube|zalo|rss|tiktok|twitter|instagram|messenger|telegram) ?){2,})",
        r"\d{1,2}:\d{2} \d{1,2}/\d{1,2}/\d{4} .{2,30},?",
        r"\d{1,2}°\s*(-\s*\d{1,2}°C?)?",
        r"(?i:xem (các|tất cả) bài viết của tác giả)",
        r"[\w.+-]+@[\w-]+(\.[\w-]+)+",
        r"https?://\S+",
    ),
    menu=(
        r"(?i:xem thêm)(\.{3}|…)?",
        r"(?i:trang \d+|\d{1,4}|tháng \d{1,2}|ngày|tháng|năm|xem)",
        r"(?i:xem theo ngày)( .*)?",
        r"(?i:((video|photo|ảnh|longform|infographics?|e-?magazine|podcasts?|mega ?story|multimedia|lens|quizz?)[ ,|/]*)+)",
    ),
    related_heading=(
        r"(?i:có thể bạn quan tâm)",
        r"(?i:(có thể )?bạn (có thể )?(quan tâm|thích|muốn đọc|nên đọc))",
        r"(?i:(tin|bài)( viết)? (mới )?cùng (chuyên mục|chủ đề|tác giả|sự kiện))",
        r"(?i:cùng (chuyên mục|chủ đề|tác giả|sự kiện))",
        r"(?i:(tin|bài)( viết)? (đọc nhiều|mới nhất|mới|khác|nóng|hot|mới cập nhật))",
        r"(?i:(được )?(quan tâm|xem|đọc) nhiều( nhất)?|video đang xem nhiều|video nổi bật)",
        r"(?i:đừng bỏ lỡ|tin nổi bật)",
        r"(?i:đọc thêm|đọc tiếp( về trang chủ đề)?|bài tiếp theo|tin tiếp theo)",
        r"(?i:tin tài trợ|thông tin doanh nghiệp|dòng sự kiện|dòng sự kiện\s*:.*|về trang chủ đề)",
    ),
    related_box=(
        r"(?i:xem thêm|đọc ngay|mời (bạn )?(đọc|xem) thêm|tham khảo thêm)\s*:?",
        r"(?i:(xem|đọc|tham khảo) thêm|tin liên quan|bài liên quan)\s*:\s*.{10,200}",
        r"TIN MỚI",
    ),
    audio=(
        r"\d{1,2}:\d{2}(:\d{2})?(\s*/\s*\d{1,2}:\d{2}(:\d{2})?)?",
        r"\d(\.\d{1,2})?\s?[xX]",
        r"(\d(\.\d{1,2})?\s?[xX]\s*){2,}",
        r"(?i:(nam|nữ) miền (bắc|trung|nam))( ?(?i:(nam|nữ) miền (bắc|trung|nam)))*",
        r"(?i:báo nói|nghe (đọc )?(bài|tin|báo)( này)?|nghe audio|đọc bài|dừng đọc|tốc độ đọc|giọng đọc)",
        r"(?i:tự động phát sau)",
        r"(?i:auto|\d{3,4}p|current time.*|duration.*|loaded: .*|remaining time.*|play video|play|mute|fullscreen)",
        r"/",
    ),
    share=(
        r"(?i:chia sẻ|zalo|facebook)\s*[:：]",
        r"(?i:chia sẻ)( (?i:chia sẻ|facebook|zalo|twitter|copy link|text|in báo|bình luận|google news|link|email))*",
        r"(?i:(a\+|a-|aa|cỡ chữ)( (a\+|a-|aa))*|((facebook|zalo|email|sao chép liên kết) ?){2,})",
        r"(?i:copy link|in báo|in bài( viết)?|lưu tin|lưu bài( viết)?|trở về|gửi email|e?mail)",
        r"(?i:twitter / x|linkedin|messenger)",
        r"(?i:theo dõi .{2,40} trên( google news| facebook| zalo| youtube)?|google news|theo dõi báo trên)",
        r"(?i:link( gốc| bài gốc)?\s*:\s*https?://\S+|nguồn( bài viết| gốc)?\s*:)",
        r"(?i:link bài gốc|lấy link!?|link bài gốc .*|theo .{2,60} copy link)",
        r"(?i:thích|like|tweet|tweet this|share|print|text|bình luận)( \d+)?",
        r"(?i:\d+ (lượt thích|bình luận|lượt xem))",
        r"(?i:bài đọc hay\? thả tim cho bài đọc|quay lại bài viết|tặng sao.*|trở thành người đầu tiên tặng sao.*)",
        r"(?i:chia sẻ bài viết|sao chép liên kết|đã sao chép|sao chép)",
    ),
    comments=(
        r"(?i:(ý kiến |ý kiến bạn đọc|bình luận bạn đọc)?(bình luận)?)\s*(\(\s*\d*\s*\)|:)",
        r"(?i:bình luận của bạn(\.{3}|…)|hãy nhập họ và tên|ý kiến của bạn)",
        r"(?i:bạn cần đăng nhập để (gửi )?bình luận\.?|bạn nghĩ gì về nội dung này\?)",
        r"(?i:gửi (bình luận|ý kiến)|xem (tất cả|thêm|các) bình luận.*|bạn đọc bình luận)( \( ?\d+ ?\))?",
        r"(?i:(được )?quan tâm nhất( mới nhất)?|tối đa\s*:\s*\d+ ký tự)",
        r"(?i:vui lòng nhập .{2,60}|có lỗi (phát sinh|xảy ra)\..*|đã có lỗi xảy ra, mời bạn.*|cảm ơn bạn đã gửi bình luận.*)",
        r"(?i:(email|mật khẩu|mã xác nhận|xác nhận mật khẩu|thông tin đăng nhập)\b.{0,20}(không (đúng|khớp)|ít nhất).{0,30})",
        r"(?i:tài khoản bị khóa, vui lòng .*|xin vui lòng gõ tiếng việt có dấu|sắp xếp theo\s*:.*)",
        r"(?i:hiện chưa có bình luận nào.*|hãy là người đầu tiên bình luận.*)",
        r"(?i:ý kiến của bạn sẽ được (biên tập|xét duyệt|kiểm duyệt).*)",
        r"(?i:(vui lòng )?đăng nhập( hoặc (tạo tài khoản|đăng ký))? để (tham gia |gửi )?(bình luận|ý kiến).*)",
        r"(?i:bạn cần đăng nhập để thực hiện chức năng này!?.*)",
        r"(?i:bạn không thể gửi bình luận liên tục\..*)",
        r"(?i:xin hãy đợi)( \d+ giây nữa\.)?|\d+ giây nữa\.|giây nữa\.",
        r"(?i:bạn vui lòng đợi|bình luận được gửi thành công|bình luận không đăng nhập)",
        r"(?i:vui lòng nhập (email|họ (và|&) tên)\.?|email không đúng định dạng)",
        r"(?i:đăng nhập|đăng xuất|đăng ký|đăng nhập ngay|tạo tài khoản|đăng nhập hoặc đăng ký)",
        r"(?i:thông tin tài khoản|lịch sử giao dịch|quản lý quà tặng|gia hạn gói vip|xin chào,)",
    ),
    footer=(
        r"(?i:lên đầu top|lên đầu trang|trở lên trên|về đầu trang|back to top|lên trên)",
        r"(?i:cơ quan (chủ quản|báo chí|của))\s*:.*",
        r"(?i:cơ quan (trung ương|ngôn luận) của .{5,90}|cơ quan của (bộ|hội|ủy ban|đảng bộ|thành ủy|tỉnh ủy) .{2,60})",
        r"(?:©|®|\(c\)|\(C\)|Copyright\b).*",
        r"(?i:(số )?giấy phép( hoạt động| thiết lập| xuất bản| báo điện tử| số).*)",
        r"(?i:(phó )?tổng biên tập( phụ trách)?|tổng tkts|tổng thư ký( tòa soạn)?|thư ký tòa soạn)\s*:.*",
        r"(?i:chịu trách nhiệm (nội dung|quản lý nội dung|xuất bản)\s*:.*)",
        r"(?i:(phát hành|tiếp bạn đọc|phòng quảng cáo[^:]{0,40}|liên hệ (tt&qc|quảng cáo|qc)))\s*:\s*[\d(+].*",
        r"(?i:(liên hệ|báo giá) quảng cáo|chính sách bảo mật|điều khoản (sử dụng|bảo mật)|đặt báo .{0,90})",
        r"(?i:liên hệ góp ý|bạn đọc góp ý|cập nhật nhanh các thông tin được quan tâm mỗi ngày)",
        r"(?i:liên hệ quảng cáo báo (in|điện tử)|theo dõi chúng tôi|kết nối với chúng tôi|tải ứng dụng.{0,50}|download( download)*)",
        r"(?i:.{3,70}giữ bản quyền nội dung trên website.*)",
        r"(?i:(nghiêm )?cấm sao chép dưới mọi hình thức.*)",
        r"(?i:bản quyền thuộc (về )?.{3,250}|®.*ghi rõ nguồn.*)",
        r"(?i:.{3,30} newsletters?|đăng ký ngay để nhận gói tin tức mới|.{3,30} sẽ g[ởử]i đến bạn những tin tức nổi bật.*)",
        r"(?i:.{3,20} rất hoan nghênh độc giả gửi thông tin và góp ý.*|chịu trách nhiệm quản lý nội dung)",
        r"(?i:bản quyền thuộc về .* phải ghi rõ nguồn.*)",
        r"(?i:ghi rõ nguồn .{3,80} khi phát hành lại thông tin từ website này\.?)",
        r"(?i:phát triển bởi|thiết kế bởi|powered by|developed by|nền tảng)\b.{0,60}",
    ),
    ad=(
        r"(?i:admicro( adx)?|quảng cáo|advertisement|ads by .*|tài trợ|sponsored)",
        r"[.#@][\w-]+[^{}]{0,80}\{[^{}]*:[^{}]*;.*\}.*",
        r"(window\.|if ?\(typeof |document\.|var |googletag\.|\(function).*",
    ),
)
"""What Vietnamese news sites have in common."""

VCCORP_PHRASES = Phrases(
    header=(
        r"(?i:(icon )?(lý tưởng sống|nói thẳng)( icon)? .*thị trường.*)",
        r"icon .{2,80}",
        r"(?:Thứ (?:Hai|Ba|Tư|Năm|Sáu|Bảy)|Chủ [Nn]hật),?\s*(?:ngày\s*)?\d{1,2}[/-]\d{1,2}[/-]\d{4}",
        r"(?i:bảng giá điện tử.*|đọc nhanh >>)",
    ),
    related_heading=(r"T[Ii][Nn] liên quan",),
    related_box=(r"TIN LIÊN QUAN", r".{0,200}ĐỌC NGAY"),
    comments=(
        r"(?i:cảm ơn bạn đã quan tâm đến nội dung trên\. hãy tặng sao .*)",
        r"(?i:bạn chưa đăng nhập\. hãy đăng nhập để đồng bộ.*)",
        r"(?i:bạn vừa nạp .*để mua gói d[iị]ch vụ\..*)",
        r"(?i:(icon )?đăng ký tài khoản( hoặc)?)",
        r"(?i:(dịch vụ vào tài khoản của bạn|khoản hoặc đăng nhập ngay để đồng bộ gói .*))",
        r"•\s*(?i:tổng quan|thông tin tài khoản|gia hạn gói vip|quản lý quà tặng|lịch sử giao dịch|đăng xuất)",
    ),
    payment=(
        r"(?i:thanh toán nhanh và đọc ngay bằng quét zalo qrcode.*)",
        r"(?i:người được tặng\s*:.*|hoặc thanh toán bằng|yêu cầu xuất hóa đơn điện tử|lưu thông tin hóa đơn)",
        r"(?i:\(?lưu ý: nếu quý độc giả không nhập thông tin hóa đơn.*)",
        r"(?i:chuyển khoản qua số tài khoản\s*:?)",
        r"(?i:gói đọc báo có thu phí sẽ được kích hoạt.*)",
        r"(?i:(\(\*\)|lưu ý\s*:)\s*bạn đọc lưu ý nhập chính xác nội dung chuyển khoản.*)",
        r"(?i:tôi đồng ý với\s+điều khoản sử dụng và chính sách thanh toán.*)",
        r"(?i:mọi thắc mắc vui lòng liên hệ hotline.*)",
        r"(?i:thanh toán mua bài thành công|chọn \d trong \d hình thức sau để tặng.*|tặng bài viết)",
        r"(?i:•?\s*tặng (bằng link|bạn đọc thành viên))",
        r"(?i:link này chỉ được phép tặng cho một người duy nhất.*)",
        r"(?i:gia hạn tài khoản bạn đọc vip|tài khoản bạn đọc vip sẽ được gia hạn.*)",
        r"(?i:chọn phương thức thanh toán|chọn một trong số các hình thức sau|hướng dẫn thanh toán)",
        r"(?i:•?\s*bước \d\s*:\s*(mở ứng dụng zalopay|xác nhận thanh toán ở ứng dụng))",
        r"(?i:•?\s*bước \d\s*:\s*chọn [\"“]?thanh toán.*quét mã qr.*)",
        r"(?i:chuyển sao tặng cho thành viên|tặng sao (không )?thành công|hoặc nhập số sao|1 sao = .*|x\d{1,2})",
        r"(?i:bạn (đang có|đã tặng)( \d+)?\s*:?( \d+ sao| cho tác giả)?)",
        r"(?i:mua thêm sao.*|tổng số tiền thanh toán\s*:.*|nạp thêm sao|số sao không đủ\..*)",
    ),
    ad=(r"(?i:\*?\s*mời quý (độc giả|khán giả|vị)\b.{0,20} theo dõi các chương trình .{10,150})",),
    paywall=(
        r"(?i:bạn đã đăng ký và có tài khoản vip.*)",
        r"(?i:thanh toán và đọc bài viết này|chỉ với \(\s*\d[\d.]*\s*đ\s*\))",
        r"(?i:để đọc thường xuyên các bài viết chất lượng cao,.*)",
        r"(?i:mời bạn đăng ký làm thành viên vip.*)",
    ),
)

EPI_PHRASES = Phrases(
    header=(r"(?i:báo điện tử .{3,30}|tiền phong nhật báo|đồng hành cùng tiền phong)",),
    related_box=(r"(?i:(tin|bài)( viết)? (liên quan|cùng loạt))\s*:?", r"(?i:>{1,3}\s*.{5,200})"),
    comments=(r"(?i:xem thêm bình luận|bình luận|gửi)",),
)

NLD_PHRASES = Phrases(
    header=(
        r"(?i:hotline: .*đặt mua báo)",
        r"(?i:báo người lao động: tin tức mới nhất.*)",
        r"(?i:người lao động news|24h qua|tin độc quyền)",
        r"(?i:icon đăng ký gói bạn đọc vip.*|đăng ký gói bạn đọc vip)",
    ),
    footer=(
        r"(?i:báo người lao động điện tử)",
        r"(?i:bản quyền thuộc về báo người lao động\..*)",
        r"(?i:tải ứng dụng đọc báo người lao động)",
    ),
    sections=(
        "Thời sự", "Chính trị", "Xã hội", "Đô thị",
        "Quốc tế", "Người Việt đó đây", "Hay - lạ", "Vấn đề nóng", "Hồ sơ", "Quân sự - Quốc phòng",
        "Lao động", "Công đoàn - Công nhân", "Việc làm", "An sinh xã hội", "Chính sách", "Xuất khẩu lao động",
        "Bạn đọc", "Cuộc sống nhân ái", "Tôi lên tiếng", "Góc ảnh bạn đọc", "Thư bạn đọc", "Nhà ở xã hội",
        "Net Zero", "Tin tức & Xu hướng", "Chuyển đổi xanh", "Sống xanh", "Cẩm nang",
        "Kinh tế", "Kinh doanh", "Tiêu dùng", "Ôtô - Xe - Điện máy", "Bất động sản", "Tài chính – Chứng khoán",
        "Diễn đàn kinh tế",
        "Sức khỏe", "Chuyển động y học", "Giới tính", "Bác sĩ của bạn", "Khỏe & đẹp",
        "Giáo dục", "Giáo dục - Khoa học", "Du học", "Tuyển sinh", "Sau bục giảng",
        "Pháp luật", "Luật sư của bạn", "Truy nã", "Chuyện pháp đình",
        "Văn hóa - Văn nghệ", "Âm nhạc", "Văn học", "Sân khấu", "Điện ảnh", "Nghe - Xem – Đọc gì?",
        "Giải trí", "Hậu trường showbiz", "Chuyện của sao",
        "Thể thao", "Bóng đá", "Golf", "Hậu trường", "Các môn khác", "Tennis", "Marathon",
        "AI 365", "Công nghệ số", "Bảo mật", "Mạng xã hội", "Giải trí cùng AI",
        "Du lịch xanh", "Tiêu điểm", "Điểm đến", "Ẩm thực", "Đừng bỏ lỡ",
        "Phụ nữ", "Khoẻ - Đẹp", "Tâm sự", "Món ngon", "Tiêu dùng thông minh", "Bản lĩnh sống",
        "Gia đình", "Bí quyết làm đẹp", "Cha mẹ và con cái", "Không gian sống",
        "Địa ốc", "Dự án", "Thị trường", "Nhà đẹp", "Doanh nhân", "Số hóa", "Vật tư", "Tài chính",
        "Truy vết mạng xã hội", "Hỏi nóng đáp nhanh", "Đời sống", "Khoa học", "Giải mai vàng", "Vùng miền",
        "Người Việt yêu sử Việt", "Dành cho bạn đọc VIP", "Tiêu điểm quốc tế", "Chuyện thương trường",
        "Bí quyết cuộc sống", "Hồ sơ \"nóng\"", "\"Độc\", lạ đó đây",
        "Video", "Photo", "Longform", "Infographic", "Lý tưởng sống", "Nói thẳng", "Tin độc quyền", "24h qua",
        "Liên hệ", "Thông tin toà soạn", "Liên hệ quảng cáo",
    ),
)  # fmt: skip

NHANDAN_PHRASES = Phrases(
    header=(
        r"(?i:báo nhân dân( điện tử| hằng ngày| cuối tuần| hằng tháng)?)",
        r"(?i:nhân dân (cuối tuần|hằng tháng|hằng ngày)|thời nay)",
    ),
    footer=(
        r"(?i:cơ quan trung ương của đảng cộng sản việt nam.*)",
        r"(?i:tiếng nói của đảng, nhà nước và nhân dân việt nam.*)",
    ),
    sections=(
        "Chính trị", "Xã luận", "Bình luận - Phê phán", "Bình luận phê phán", "Xây dựng Đảng", "Kinh tế", "Chứng khoán",
        "Tài chính - Chứng khoán", "Thông tin hàng hóa", "Văn hóa", "Xã hội", "Người tốt việc tốt", "BHXH và cuộc sống",
        "Pháp luật", "Du lịch", "Thế giới", "Bình luận quốc tế", "ASEAN", "Châu Phi", "Châu Mỹ", "Châu Âu",
        "Trung Đông",
        "Châu Á - TBD", "Thể thao", "Giáo dục", "Y tế", "Góc tư vấn", "Khoa học - Công nghệ", "AI", "Chuyển đổi số",
        "Môi trường", "Bạn đọc", "Đường dây nóng", "Điều tra qua thư bạn đọc", "Kiểm chứng thông tin",
        "Tri thức chuyên sâu", "54 dân tộc Việt Nam", "OCOP", "Hà Nội", "TP Hồ Chí Minh", "Thành phố Hồ Chí Minh",
        "Đồng bằng sông Hồng", "Đồng bằng sông Cửu Long", "Đông Nam Bộ", "Bắc Trung Bộ và duyên hải Trung Bộ",
        "Trung du và miền núi Bắc Bộ", "Tây Nguyên", "Chuyên trang Hà Nội", "Tin chung", "Thời sự",
        "Video", "Ảnh", "Infographic", "E-Magazine", "Multimedia", "Podcast", "Longform", "Media",
    ),
)  # fmt: skip

NGAYNAY_PHRASES = Phrases(
    header=(r"(?i:tạp chí (điện tử )?ngày nay.*|ngày nay online)",),
    footer=(
        r"(?i:tạp chí (điện tử )?ngày nay.*)",
        r"(?i:cơ quan của liên hiệp các hội unesco việt nam.*)",
    ),
    sections=(
        "Thời sự", "Xã hội", "Thế giới", "Kinh tế", "Tài chính", "Pháp luật", "Môi trường", "Sức khỏe", "Du lịch",
        "Giải trí", "Văn hóa", "Di sản", "Giáo dục", "Khoa học", "Công nghệ", "Đời sống", "Bất động sản", "Địa ốc",
        "Doanh nghiệp", "Thể thao", "Bạn đọc", "UNESCO", "Nhân ái", "Góc nhìn", "Video", "Ảnh", "Multimedia",
        "Infographic", "E-Magazine", "Longform", "Podcast",
    ),
)  # fmt: skip

COMMON_SECTIONS = (
    "Thời sự", "Chính trị", "Xã hội", "Đô thị", "Thế giới", "Quốc tế", "Kinh tế", "Kinh doanh", "Tài chính",
    "Chứng khoán", "Bất động sản", "Nhà đất", "Doanh nghiệp", "Thị trường", "Pháp luật", "Giáo dục", "Sức khỏe",
    "Y tế", "Đời sống", "Văn hóa", "Giải trí", "Thể thao", "Bóng đá", "Công nghệ", "Khoa học", "Môi trường",
    "Du lịch", "Xe", "Bạn đọc", "Góc nhìn", "Giới trẻ", "Nhịp sống trẻ", "Hoa hậu", "Người lính", "Địa ốc",
    "Quân sự", "Tuyển sinh", "Du học", "Ẩm thực", "Âm nhạc", "Phim ảnh", "Vĩ mô", "Ngân hàng", "Lao động",
    "Tin tức", "Phóng sự", "Đầu tư", "Tiêu dùng", "Việc làm", "Gia đình", "Khỏe đẹp", "Giới tính", "Golf", "Tư vấn",
    "Truyền hình", "Video", "Photo", "Ảnh", "Podcast", "Infographic", "Longform", "Emagazine", "Multimedia",
)  # fmt: skip
"""Section names of newspapers Tinsach does not know."""
