"""The words with which the making of a summary is told: its things, its steps, its limits, its times, its verbs.

Korean words are as the analyser cuts them.
"""

from __future__ import annotations

TEXTS = frozenset("요약 요약문 요약본 번역 번역문 번역본 초록 논문 본문 원문 전문 항목 섹션 pdf arxiv".split())
"""What a summary is made of, and what it is: a paper has something else to say."""
MEANS = frozenset(
    "파일 링크 페이지 다운로드 파싱 업데이트 크레딧 쿼터 할당량 로그인 인증 권한 승인 서버 인터넷 계정 결제 "
    "구독 응답 재시도 프로세스 디렉터리 폴더 api url json http https html".split()
)
"""What it is made with."""
REQUESTS = frozenset(
    "요청 호출 토큰 내용 결과 결과물 정보 문서 텍스트 답변 작업 입력 출력 연결 접속 생성 처리 작성 명령 "
    "컨텍스트 콘텐츠 메시지 사용량 한도 네트워크 실행 접근 대화".split()
)
"""What is asked for on the way, and what papers speak of as well."""
NOUNS = frozenset(
    "요약 요약문 요약본 번역 번역문 번역본 초록 논문 본문 원문 전문 원본 문서 글 텍스트 내용 결과 결과물 "
    "파일 링크 주소 페이지 항목 섹션 정보 데이터 자료 문 본 답변 답 응답 대답 질문 메시지 이미지 그림 제목 "
    "저자 한국어 영어 국문 영문 전체 일부 생성 처리 호출 요청 다운로드 업로드 파싱 추출 변환 로드 로딩 접속 "
    "연결 접근 수신 전송 송신 실행 작업 작성 분석 조회 수집 업데이트 갱신 등록 게시 검토 검색 인식 해석 출력 "
    "입력 제공 확인 시도 재시도 전달 완료 완성 준비 대기 진행 시작 사용 이용 지원 존재 발견 설정 수행 유효 "
    "정상 필요 도움 열람 저장 로그인 반환 첨부 공유 서버 모델 시스템 네트워크 인터넷 토큰 키 인증 권한 계정 "
    "크레딧 잔액 비용 예산 할당량 쿼터 한도 제한 용량 메모리 시간 기간 형식 포맷 인코딩 길이 크기 컨텍스트 "
    "최대 최소 횟수 속도 사용량 사용자 이용자 서비스 프로그램 에이전트 도구 명령 명령어 관리자 담당자 정책 "
    "안전 필터 콘텐츠 저작권 지침 규정 약관 수치 파이프라인 스크립트 오류 에러 예외 실패 문제 장애 초과 만료 "
    "중단 종료 거부 거절 차단 취소 누락 손상 불가 불가능 타임아웃 지연 점검 충돌 부족 이유 원인 사유 코드 "
    "상태 번호 삭제 제외 현재 나중 잠시 잠깐 후 이후 추후 뒤 전 도중 과정 관계 때문 추가 해당 제대로 직접 "
    "먼저 별도 자동 수동 관련 충분 다음 이번 내부 외부 이상 이하 계속 예정 미정 허용 승인 동의 선택 설치 "
    "수정 변경 조정 문의 제출 정도 경우 기능 방문 참고 참조 부분 개 일시 일시적 정상적 자동적 최종 첫 구체 "
    "구체적 자세 상세 가능 이전 오늘 요청량 분량 단계 지정 형태 답신 화면 브라우저 웹 사이트 웹사이트 접수 "
    "분 초 원고 가지 응답값 값 빈 잘못 알림 안내 경로 폴더 디렉터리 보안 방화벽 결제 구독 요금 로그 연락 "
    "발생 동안 수 기술 세부 사항 위반 도달 부하 불편 예기 감사 정리 아래 위 성공 재개 실행 "
    "도우 소진 허가 말씀 생략 프로세스 중간 도착 글자 문장 세션 게이트웨이 프록시 호스트 스캔 스캔본 복사 "
    "유료 무료 회원 "
    "비밀번호 잠금 플랜 요금제 확장자 스키마 필드 큐 대기열 번째 버튼 클릭 창 자격 증명 쿠키 "
    "상한 재시작 새로고침 대화 채팅 "
    "보류 반려 응답문 답글 부재 공백 칸 언제 점 관계자 고객 센터 메모리 바람 부탁 죄송 유감 양해 기타 과부하 혼잡 "
    "트래픽 복구 조치 중복 손실 미제공 시점 대상 주제 언급 근거 답장 재생성 재요청".split()
)
"""All things and steps."""
VERBS = frozenset(
    "하 되 있 없 않 못하 주 드리 받 읽 열 찾 가져오 불러오 보 알 말 시키 비 나 생기 걸리 끊기 끊어지 잘리 남 "
    "올바르 넘 넘기 기다리 넣 붙이 붙여넣 보내 알리 돕 올리 끝나 끝내 멈추 길 크 짧 어렵 위하 대하 인하 따르 "
    "의하 통하 관하 이 아니 못 안 다시 잠시 곧 아직 너무 더 이미 현재 지금 잘못 죄송하 유감스럽 안타깝 "
    "미안하 감사하 원하 바라 도와주 도와드리 나오 만들 마치 누르 내려받 건너뛰 건너 뛰 열리 막히 뜨 들어오 "
    "오 가 얻 남기 고치 알려주 궁금하 지나 같 이러하 그러하 아무 전혀 제대로 바로 모두 아무런 계속 자세히 "
    "조금 직접 또는 및 다만 그러나 하지만 또한 따라서 그래서 만약 혹시 방금 잘 불가능하 가능하 필요하 충분하 "
    "유효하 정상적 새로 먼저 미처 차단되 밝히 빠지 제외되 놓치 얻어오 풀리 맞 다르 바뀌 이상하 "
    "부르 쓰 옮기 넘어가 이제 각 살펴보 이어가 잠기 닫히 버리 돌아오 꺼지 밀리 언제든지 우선 "
    "일단 어느 어떤".split()
)
"""Plain verbs, and adverbs."""
TOOLS = frozenset("file api pdf url json html http https arxiv llm ai txt xml csv id ip gpu ssl utf ocr".split())
"""Short names that are those of no product."""
ENGLISH_TEXTS = frozenset("summary translation abstract paper pdf document api request response link article".split())
"""As `TEXTS` and `MEANS`."""
ENGLISH_THINGS = (ENGLISH_TEXTS - {"paper", "article"}) | frozenset(
    "content text output input result file page server network connection token permission approval command".split()
)
"""Those, but for what a summary begins with (`This paper`), and what is asked for on the way."""
ENGLISH = frozenset(
    "host peer client remote process kill cut off out violate violates guideline already lost reset closed close "
    "declined "
    "rejected skipping incomplete scheduled queue queued waiting wait session login log account plan billing "
    "payment free "
    "tier subscription website browser attach scanned image readable supported unsupported type size characters "
    "position day hour second minute tomorrow today "
    "a an the this that it its is are was were be been has have had do did not no to of for from in on at by "
    "with and or but while when during after before because due as i we you your our my me us if there any "
    "some all so too many much very long large short please try again later now soon currently yet still "
    "temporarily moment minutes summary summaries summarization summarisation summarize summarise translation "
    "translate abstract paper text content document file pdf page article article's section title input output "
    "result response reply answer request server service model api network connection connect key token "
    "context length limit quota rate usage credit balance time timeout out generate generation create produce "
    "process download fetch load parse read extract extraction call get getting retrieve find found open "
    "access reach failure fail error exception occurred encountered happened unable cannot could couldn't "
    "can't can available unavailable missing empty invalid exceeded exceeds denied forbidden unauthorized "
    "blocked refused aborted cancelled canceled expired skipped pending truncated maximum internal unknown "
    "unexpected bad null none nothing returned exist complete job task retry retries attempt reason status "
    "message something went wrong coming progress policy safety filter help assist fulfill information "
    "data enough sufficient permission allow grant contact support administrator overloaded gateway sorry "
    "unfortunately apologize working json format url link http arxiv korean english max authentication "
    "required insufficient disk memory corrupt unreadable stopped interrupted write written save store done "
    "finish ready start begin first next then check whether let here below above full provide share paste give "
    "given attached upload will would should may must need want like proceed continue sure certainly okay "
    "understood am name directory folder path site website source original back send sent receive run running "
    "step show see look".split()
)
"""All words, in their plain form."""
