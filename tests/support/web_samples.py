"""A fictional province as sample data for the pages: Sơn Hà, its people and a dozen articles, all invented."""

from __future__ import annotations

from searchsvc.analysis.citations import Cited
from searchsvc.analysis.numbers import Number
from searchsvc.model import Article, Card, Mention, NamedPerson, Office, OfficeHeld


def _office(title: str, place: str, *, seen: tuple[str, str], article: str, former: str = "") -> OfficeHeld:
    return OfficeHeld(title, place, bool(former), seen[0], seen[1], article, 3)


BODY = (
    "Tại hội nghị trực tuyến sáng nay, ông Nguyễn Văn Hùng, Phó Bí thư Tỉnh ủy, Chủ tịch UBND tỉnh, đề nghị các huyện "
    "chọn việc nhỏ mà làm tới nơi tới chốn.\n\nBà Hà Thị Nương, Trưởng Ban Dân vận Tỉnh ủy, cho biết ba năm qua toàn "
    "tỉnh có 1.240 mô hình “hũ gạo tình thương”, giúp 3.500 hộ qua kỳ giáp hạt.\n\nÔng Hùng nhấn mạnh: “Nói ít, làm "
    "trước cho dân thấy. Chỉ thị 03 không phải để đọc, mà để làm”."
)

ARTICLES = (
    Article(
        "son-ha/2014/so-ket-ba-nam",
        "Sơn Hà sơ kết ba năm học tập, làm theo gương Bác",
        "Sáng 19/05, Tỉnh ủy Sơn Hà mở hội nghị trực tuyến sơ kết ba năm thực hiện Chỉ thị 03.",
        BODY,
        ("Ông Nguyễn Văn Hùng phát biểu tại hội nghị. Ảnh: Minh Tâm", "Quang cảnh hội nghị ở điểm cầu Đăk Tơ Re."),
        "https://tinsonha.example/so-ket-ba-nam",
        "2014-05-19",
        published_inferred=True,
        authors=("Minh Tâm", "Lê Quỳnh"),
        category="Thời sự",
        tags=("Chỉ thị 03",),
    ),
    Article(
        "ho-dak-to-re",
        "Khánh thành hồ Đăk Tơ Re: nước về ba xã vùng cao",
        "Sau hai mùa khô thi công, hồ chứa 4,2 triệu mét khối đã tích nước.",
        "Ông Nguyễn Văn Hùng, Chủ tịch UBND tỉnh, cắt băng khánh thành. Già A Bôk nói bà con mừng lắm.",
        ("Ông Nguyễn Văn Hùng (thứ hai từ trái) nghe báo cáo sau hội nghị giao ban ở Đăk Tơ Re.",),
        "https://tinsonha.example/ho-dak-to-re",
        "2013-11-02T07:30:00+07:00",
        authors=("Lê Quỳnh",),
        category="Kinh tế",
    ),
    Article(
        "gap-mat-gia-lang",
        "Hội nghị gặp mặt già làng: “Nói ít, làm trước cho dân thấy”",
        "",
        "Già A Bôk kể lại lần cùng anh Nguyễn Văn Hùng, khi ấy là Bí thư Huyện ủy, đi bộ nửa ngày vào làng Kon Xơ Mú.",
        url="",
        published="2012-01-15",
        authors=("A Thút",),
        category="Dân tộc – Miền núi",
    ),
    Article(
        "hieu-truong-ngoc-linh",
        "Thầy hiệu trưởng và bếp ăn bán trú giữa rừng",
        "Trường THPT Ngọc Linh nuôi 312 học sinh ở lại trường.",
        "Thầy Nguyễn Văn Hùng, Hiệu trưởng Trường THPT Ngọc Linh, dậy từ bốn giờ sáng để nhóm bếp.",
        url="https://tinsonha.example/bep-an-ban-tru",
        published="2014-03-08",
        authors=("Y Đai",),
        category="Xã hội",
    ),
    Article(
        "x<script>alert(1)</script>/a?b#c%2F đ",
        "<script>alert('đ')</script> & \"ngoặc\" <b>hội nghị</b>",
        "<img src=x onerror=alert(1)>",
        "Văn bản có </mark></p><script>alert(2)</script> và hội nghị.",
        url="javascript:alert(3)",
        category="<i>Thời sự</i>",
        authors=("<svg onload=alert(4)>",),
    ),
)

MENTIONED = NamedPerson(
    "Nguyễn Văn Hùng",
    (Mention("body", 38, 53, "Nguyễn Văn Hùng", "ông Nguyễn Văn Hùng"), Mention("body", 303, 307, "Hùng", "ông Hùng")),
    (
        Office("Phó Bí thư Tỉnh ủy", "body", 55, 73),
        Office("Chủ tịch UBND tỉnh", "body", 75, 93, place="Sơn Hà"),
    ),
)

CITED = Cited(
    Number("3", kind="ct", issuer="tu"),
    "03/CT-TU",
    (Mention("body", 120, 139, "Chỉ thị số 03/CT-TU", "Chỉ thị số 03/CT-TU"),),
)

CHAIRMAN = Card(
    "nguyen-van-hung-1",
    "Nguyễn Văn Hùng",
    ("Nguyễn Văn Hùng", "ông Hùng", "đồng chí Nguyễn Văn Hùng", "anh Hùng"),
    (
        _office("Chủ tịch UBND tỉnh", "Sơn Hà", seen=("2012-06-20", "2016-03-30"), article=ARTICLES[0].id),
        _office("Phó Bí thư Tỉnh ủy", "", seen=("2011-02-01", "2016-03-30"), article=ARTICLES[0].id),
        _office("Bí thư Huyện ủy", "Kon Xơ Mú", seen=("2008-05-06", "2010-12-31"), article=ARTICLES[2].id, former="1"),
    ),
    tuple(f"bai-{number}" for number in range(36)),
    "2008-05-06",
    "2016-03-30",
    {"2008": 2, "2009": 1, "2011": 4, "2012": 6, "2013": 9, "2014": 12, "2015": 1, "2016": 1},
    {"Hà Thị Nương": 9, "A Bôk": 3},
)

HEADMASTER = Card(
    "nguyen-van-hung-2",
    "Nguyễn Văn Hùng",
    ("Nguyễn Văn Hùng", "thầy Hùng"),
    (_office("Hiệu trưởng", "Trường THPT Ngọc Linh", seen=("2013-09-05", "2014-03-08"), article=ARTICLES[3].id),),
    ("hieu-truong-ngoc-linh", "a", "b", "c"),
    "2013-09-05",
    "2014-03-08",
    {"2013": 1, "2014": 3},
)

ELDER = Card(
    "a-bok", "A Bôk", ("A Bôk", "già A Bôk"), (), ("gap-mat-gia-lang",), "2012-01-15", "2012-01-15", {"2012": 1}
)
