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
    Example("gia ca phe", "gõ không dấu cũng được"),
    Example("nguyễn văn hùng", "một người, gõ đủ họ tên", "/people"),
    Example("chủ tịch ubnd tỉnh", "một chức vụ", "/people"),
    Example('"chỉ thị 03"', "đúng cụm từ, đúng số văn bản"),
    Example("cà phê từ:2011 đến:2014", "trong một khoảng thời gian"),
    Example('chuyên mục:"kinh tế"', "trong một chuyên mục"),
)

LESSONS = (
    Lesson(
        "co-dau-khong-dau",
        "Có dấu hay không dấu",
        "Gõ không dấu thì chữ nào cũng được nhận. Gõ có dấu thì dấu ấy được giữ: bài viết đúng dấu đứng trước. Có thể "
        "chỉ bỏ dấu vài chữ. Chữ hoa, chữ thường, hòa hay hoà, thúy hay thuý đều như nhau.",
        (
            Example("gia ca phe", "không dấu"),
            Example("giá cà phê", "đủ dấu"),
            Example("gia cà phê", "chỉ “gia” là để ngỏ: giá, gia, già…"),
        ),
    ),
    Lesson(
        "cum-tu",
        "Đúng cụm từ",
        "Đặt trong ngoặc kép (kiểu nào cũng được) thì các chữ phải đứng liền nhau, đúng thứ tự. Thêm ~ và một số để "
        "cho phép xen vào từng ấy chữ.",
        (
            Example('"chỉ thị 03"', "đúng cụm từ"),
            Example('"chủ tịch tỉnh"~3', "xen tối đa 3 chữ: chủ tịch UBND tỉnh"),
        ),
    ),
    Lesson(
        "bot-them",
        "Bớt đi, thêm vào",
        "Bình thường bài phải có đủ các chữ. Dấu trừ đứng sát trước một chữ hay một cụm là bỏ những bài có nó; OR "
        "(viết hoa) là một trong hai; dấu sao ở cuối là chữ bắt đầu như thế; ngoặc đơn để gom lại.",
        (
            Example('hồ -"hồ tiêu"', "có “hồ”, bỏ bài có “hồ tiêu”"),
            Example('"cà phê" OR "hồ tiêu"', "một trong hai"),
            Example("(hồ OR đập) thủy lợi", "gom trong ngoặc đơn"),
            Example("khởi*", "khởi, khởi công, khởi tố…"),
        ),
    ),
    Lesson(
        "tim-theo-o",
        "Chỉ tìm ở một chỗ",
        "Viết tên chỗ cần tìm, dấu hai chấm, rồi chữ cần tìm. Tên chỗ có dấu hay không dấu, tiếng Việt hay tiếng Anh "
        "đều được.",
        (
            Example('tiêu đề:"cà phê"', "trong tựa bài (title:)"),
            Example("tác giả:minh", "của một tác giả (author:)"),
            Example('chuyên mục:"kinh tế"', "trong một chuyên mục (category:)"),
            Example('người:"nguyễn văn hùng"', "có nhắc một người (person:)"),
            Example('nơi:"hà nội"', "có nhắc một nơi (place:)"),
        ),
    ),
    Lesson(
        "thoi-gian",
        "Theo thời gian",
        "Dùng từ: và đến: với một năm, một tháng hay một ngày; hoặc chọn năm, gõ ngày ở ô lọc cạnh kết quả. Bài mới "
        "được nâng lên một chút; muốn xếp hẳn theo ngày thì bấm “mới nhất” hay “cũ nhất”.",
        (
            Example("cà phê từ:2011", "từ năm 2011 đến nay"),
            Example("lũ từ:5/2009 đến:2010", "từ tháng 5/2009 đến hết năm 2010"),
            Example("lũ quét năm 2009", "thêm những bài đăng trong năm ấy"),
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
            Example("bí thư huyện ủy", "một chức vụ", "/people"),
        ),
    ),
    Lesson(
        "van-ban",
        "Số văn bản, tên viết tắt",
        "Số văn bản tìm được dù viết cách nào, và không lẫn với văn bản năm khác, loại khác. Chữ viết tắt và chữ viết "
        "đủ tìm ra nhau. Tên riêng một chữ (A, Y) và tên có dấu nháy (H'Hen, K'Bôt) là tên trọn vẹn.",
        (
            Example("15/2014/QĐ-UBND", "một quyết định"),
            Example("quyet dinh 15/2014", "cũng quyết định ấy"),
            Example("ủy ban nhân dân", "cả những bài viết UBND"),
            Example("H'Lina", "tên có dấu nháy"),
            Example("TP.HCM", "tên viết tắt"),
        ),
    ),
)
