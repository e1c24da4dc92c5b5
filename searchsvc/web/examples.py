"""What can be asked: the examples on the home page and the lessons of the help page, each a query that runs."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Example:
    """A query to try and what it shows; `path` is where it is asked."""

    query: str
    shows: str
    path: str = "/search"


@dataclass(frozen=True, slots=True)
class Lesson:
    """One thing to know about asking: a heading, a sentence or two, examples."""

    id: str
    title: str
    says: str
    examples: tuple[Example, ...]


EXAMPLES = (
    Example("hoi nghi truc tuyen", "gõ không dấu cũng được"),
    Example("nguyễn văn hùng", "một người, gõ đủ họ tên", "/people"),
    Example("chủ tịch ubnd tỉnh", "một chức vụ", "/people"),
    Example('"chỉ thị 03"', "đúng cụm từ, đúng số văn bản"),
    Example("lễ hội từ:2012 đến:2014", "trong một khoảng thời gian"),
    Example("tác giả:minh", "bài của một tác giả"),
)

LESSONS = (
    Lesson(
        "co-dau-khong-dau",
        "Có dấu hay không dấu",
        "Gõ không dấu thì chữ nào cũng được nhận. Gõ có dấu thì dấu ấy được giữ: bài viết đúng dấu đứng trước. Có thể "
        "chỉ bỏ dấu vài chữ. Chữ hoa, chữ thường, hòa hay hoà, thúy hay thuý đều như nhau.",
        (
            Example("hoi nghi", "không dấu"),
            Example("hội nghị", "đủ dấu"),
            Example("nguyen văn hùng", "chỉ “nguyen” là để ngỏ"),
        ),
    ),
    Lesson(
        "cum-tu",
        "Đúng cụm từ",
        "Đặt trong ngoặc kép (kiểu nào cũng được) thì các chữ phải đứng liền nhau, đúng thứ tự. Thêm ~ và một số để "
        "cho phép xen vào từng ấy chữ.",
        (
            Example('"hũ gạo tình thương"', "đúng cụm từ"),
            Example('"chủ tịch tỉnh"~3', "có thể xen tối đa 3 chữ"),
        ),
    ),
    Lesson(
        "bot-them",
        "Bớt đi, thêm vào",
        "Bình thường bài phải có đủ các chữ. Dấu trừ đứng sát trước một chữ hay một cụm là bỏ những bài có nó; OR "
        "(viết hoa) là một trong hai; dấu sao ở cuối là chữ bắt đầu như thế; ngoặc đơn để gom lại.",
        (
            Example('hội nghị -"trực tuyến"', "bỏ bài có “trực tuyến”"),
            Example("khánh thành OR khởi công", "một trong hai"),
            Example("(hồ OR đập) thủy lợi", "gom trong ngoặc đơn"),
            Example("tuyên* pháp luật", "tuyên, tuyên truyền, tuyên dương…"),
        ),
    ),
    Lesson(
        "tim-theo-o",
        "Chỉ tìm ở một chỗ",
        "Viết tên chỗ cần tìm, dấu hai chấm, rồi chữ cần tìm. Tên chỗ có dấu hay không dấu, tiếng Việt hay tiếng Anh "
        "đều được.",
        (
            Example('tiêu đề:"hội nghị"', "trong tựa bài (title:)"),
            Example('tác giả:"minh tâm"', "của một tác giả (author:)"),
            Example('chuyên mục:"thời sự"', "trong một chuyên mục (category:)"),
            Example('người:"nguyễn văn hùng"', "có nhắc một người (person:)"),
            Example('nơi:"đăk tơ re"', "nói về một nơi (place:)"),
        ),
    ),
    Lesson(
        "thoi-gian",
        "Theo thời gian",
        "Dùng từ: và đến: với một năm, một tháng hay một ngày; hoặc chọn năm, gõ ngày ở ô lọc cạnh kết quả. Bài mới "
        "được nâng lên một chút; muốn xếp hẳn theo ngày thì bấm “mới nhất” hay “cũ nhất”.",
        (
            Example("lễ hội từ:2013", "từ năm 2013 đến nay"),
            Example("lễ hội từ:2013-05 đến:2014", "từ tháng 5/2013 đến hết năm 2014"),
        ),
    ),
    Lesson(
        "nguoi",
        "Tìm người",
        "Mục “Người” tìm theo tên, theo tên kèm kính ngữ, theo chức vụ. Mỗi người một thẻ: hai người trùng tên là hai "
        "thẻ, phân biệt bằng chức vụ và những năm được nhắc.",
        (
            Example("nguyen van hung", "họ tên không dấu", "/people"),
            Example("ông Hùng", "tên kèm kính ngữ", "/people"),
            Example("bí thư tỉnh ủy", "một chức vụ", "/people"),
        ),
    ),
    Lesson(
        "van-ban",
        "Số văn bản, tên viết tắt",
        "Số văn bản tìm được dù viết cách nào; tên riêng một chữ (A, Y) và tên có dấu nháy (H'Hen, K'Bôt) là tên "
        "trọn vẹn.",
        (
            Example("03/CT-TW", "một chỉ thị"),
            Example("H'Drai", "tên có dấu nháy"),
            Example("TP.HCM", "tên viết tắt"),
        ),
    ),
)
