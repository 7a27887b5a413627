"""Words that English writes with a capital wherever they stand, and their fixed spellings.

Only words that are hardly ever anything else: no Polish, Mark or Will, which the document must show. A word that the
document itself writes in small letters does not count.
"""

from __future__ import annotations

_CALENDAR = """
January February April June July September October November December Monday Tuesday Wednesday Thursday Friday Saturday
Sunday Christmas Easter Ramadan Hanukkah Halloween Thanksgiving
"""

_PLACES = """
Africa America Antarctica Arctic Asia Atlantic Australia Europe Pacific Mediterranean Caribbean Scandinavia Balkans
Siberia China Turkey Jordan Afghanistan Albania Algeria Angola Argentina Armenia Austria Azerbaijan Bangladesh Belarus
Belgium Bolivia
Bosnia Botswana Brazil Britain Bulgaria Burma Cambodia Cameroon Canada Chile Colombia Congo Croatia Cuba Cyprus
Czechoslovakia Denmark Ecuador Egypt England Estonia Ethiopia Finland France Newfoundland Germany Ghana Greece
Greenland Guatemala
Haiti Honduras Hungary Iceland India Indonesia Iran Iraq Ireland Israel Italy Jamaica Japan Kazakhstan Kenya Korea
Kosovo Kuwait Laos Latvia Lebanon Liberia Libya Lithuania Luxembourg Macedonia Madagascar Malaya Malaysia Mali Malta
Mauritius Mexico Moldova Mongolia Montenegro Morocco Mozambique Namibia Nepal Netherlands Nicaragua Nigeria Norway
Pakistan Palestine Panama Paraguay Persia Peru Philippines Poland Portugal Prussia Romania Russia Rwanda Scotland
Senegal Serbia Sicily Singapore Slovakia Slovenia Somalia Spain Sudan Sweden Switzerland Syria Taiwan Tanzania
Thailand Tibet Tunisia Uganda Ukraine Uruguay Uzbekistan Venezuela Vietnam Wales Yemen Yugoslavia Zambia Zimbabwe
Alaska Arizona Arkansas California Colorado Connecticut Delaware Florida Hawaii Idaho Illinois Indiana Iowa Kansas
Kentucky Louisiana Massachusetts Michigan Minnesota Mississippi Missouri Montana Nebraska Nevada Ohio Oklahoma Oregon
Pennsylvania Tennessee Texas Utah Vermont Virginia Wisconsin Wyoming
Amsterdam Athens Auschwitz Baghdad Barcelona Beijing Beirut Belfast Belgrade Berlin Bombay Boston Brussels Bucharest
Budapest Cairo Calcutta Chernobyl Chicago Copenhagen Damascus Delhi Detroit Dresden Dublin Edinburgh Florence Geneva
Glasgow Hamburg Hanoi Havana Helsinki Hiroshima Hollywood Houston Istanbul Jerusalem Johannesburg Kabul Kiev Kyiv
Leningrad Lisbon Liverpool London Madrid Manchester Melbourne Milan Moscow Munich Nagasaki Naples Nuremberg Oslo Oxford
Paris Philadelphia Prague Pyongyang Rome Saigon Shanghai Stalingrad Stockholm Sydney Tehran Tokyo Toronto Venice Vienna
Warsaw Washington Westminster Zurich Amazon Danube Everest Himalayas Kremlin Manhattan Sahara Thames Volga
"""

_PEOPLES = """
African American Arab Arabic Argentinian Armenian Asian Australian Austrian Aztec Babylonian Belgian Brazilian British
Briton Bulgarian Canadian Catalan Celtic Chilean Chinese Christian Christianity Communist Cuban Danish Dutch Egyptian
English Englishman Ethiopian European Finnish French Frenchman German Greek Hebrew Hindu Hungarian Icelandic Inca Indian
Indonesian Iranian Iraqi Irish Irishman Islam Islamic Israeli Italian Japanese Jesuit Jew Jewish Judaism Kenyan Korean
Latin Maori Mayan Mexican Mongol Mongolian Moroccan Muslim Nazi Nigerian Norwegian Ottoman Pakistani Palestinian Persian
Peruvian Portuguese Protestant Prussian Puritan Roman Romanian Russian Scot Scottish Scotsman Serbian Siberian Slav
Soviet Spaniard Spanish Swede Swedish Swiss Syrian Thai Tibetan Turk Turkish Ukrainian Vatican Victorian Vietnamese
Viking Welsh Yiddish Zulu Buddhist Buddhism Catholic Catholicism Hinduism Bolshevik Renaissance Edwardian Elizabethan
Tudor
"""

_GIVEN_NAMES = """
Abraham Adam Albert Alexander Alfred Alice Andrew Anne Anna Anthony Antonio Arthur Barbara Benjamin Bernard Boris Brian
Caroline Catherine Charles Charlotte Christopher Claire Daniel David Deborah Diana Donald Dorothy Edward Eleanor
Elizabeth Emily Emma Eric Ernest Eva Francis Frederick Geoffrey George Georgia Gerald Hannah Harold Helen Henry Howard
Hugh Isaac Isabella Ivan Jacob James Jane Jennifer Jessica Johann John Jonathan Joseph Joshua Julia Karl Katherine
Kenneth Laura Lawrence Leonard Leonardo Louis Louise Lucy Margaret Maria Marie Martha Martin Mary Matthew Michael
Mikhail
Mohammed Napoleon Natasha Nicholas Nikita Nikolai Oliver Oscar Patricia Patrick Paul Peter Philip Rachel Rebecca Richard
Robert Roger Ronald Rosa Rudolf Ruth Samuel Sandra Sarah Sebastian Sergei Simon Sophia Stephanie Stephen Steven Stuart
Susan Theodore Thomas Timothy Vera Victoria Vincent Vladimir Walter William Winston Yuri
Alan Alex Amanda Amy Angela Arnold Ben Betty Bob Brenda Bruce Carl Carol Chris Claude Colin Craig Dan Dave Denis Dennis
Doris
Douglas Edgar Edith Edwin Ellen Elsie Erik Erwin Evelyn Fiona Fred Gary Gavin George Gordon Graham Greg Harry Heinrich
Hermann Ian Irene Jack Janet Jason Jeff Jeremy Jerry Jim Jimmy Joan Joanna Joe Josef Joyce Karen Kate Kathleen Keith
Kevin Larry Linda Lisa Lloyd Malcolm Marco Marcus Margarita Mario Matt Mike Nancy Neil Nigel Nina Norman Olga Olivia
Otto Pamela Pedro Pierre Ralph Raymond Rita Ross Roy Ryan Sally Sam Scott Sean Sharon Sheila Sidney Stanley Stefan Steve
Sylvia Terry Tim Tom Tony Trevor Tyler Ursula Valentina Veronica Vivian Wendy Werner Wilhelm Yvonne
Alexei Anatoly Andrei Dmitri Gennady Igor Konstantin Leonid Nadia Natalia Nikolay Oleg Pavel Sergey Svetlana Tatiana
Valery Viktor Yevgeny
Ahmed Ali Benoit Carlos Fatima Hassan Ibrahim Omar Priya Ravi Sanjay Vince Yusuf
"""

_SURNAMES = """
Adams Anderson Bailey Bennett Campbell Clark Clarke Collins Davies Davis Edwards Evans Gibson
Griffin Hamilton Harris
Harrison Hayes Hughes Jackson Jenkins Johnson Jones Kelly Kelvin Lewis Macdonald McDonald Mitchell Morgan Morris Murphy
Owens Parker Phillips Roberts Robinson Rogers Russell Sanders Simpson Smith Sullivan Taylor Thompson Watson Williams
Wilson
Archimedes Aristotle Bach Beethoven Buddha Caesar Churchill Cleopatra Columbus Copernicus Dante Darwin Descartes Dickens
Edison Einstein Eisenhower Euclid Euler Faraday Fermat Feynman Fourier Freud Galileo Gandhi Gauss Gorbachev Heisenberg
Hilbert Hitler Jefferson Jesus Kennedy Khrushchev Leibniz Lenin Lincoln Mao Maxwell Mozart Mussolini Newton Nixon
Orwell Pascal Pasteur Picasso Plato Pythagoras Ptolemy Reagan Rembrandt Riemann Roosevelt Schrödinger Shakespeare
Socrates Stalin Thatcher Tolstoy Trotsky Truman Turing Verne Wagner Archimedean Cartesian Darwinian Euclidean Eulerian
Gaussian Hamiltonian Hermitian Jacobian Lagrangian Laplacian Marxist Newtonian Platonic Ptolemaic Pythagorean
"""

_OTHERS = """
Apollo Bible Facebook Gestapo God Google Jupiter Koran Luftwaffe Neptune Olympic Olympics Oscars Pentagon Pluto Pulitzer
Quran Reichstag Sputnik Torah Twitter Uranus Wehrmacht Wikipedia YouTube Holocaust Allah Bolsheviks Mr Mrs Dr
"""

_ACRONYMS = """
ADHD BBC BC CBS CCTV CEO CIA CNN CO2 DC DDR DIY DNA EU FBI FM GDR GI GMT GPS HIV HMS ICBM IMF IQ IRA ISS ITV JFK
KGB LED MI5 MI6 MIT MP MPs NASA NATO NBC NKVD NSA NY OK PLO POW POWs PTSD RAF RNA SAS TNT TV UFO UFOs UK UN
UNESCO UNICEF USA USAF USS USSR VHS VIP WWI WWII YMCA PhD NHS CERN GCHQ Q&A AI CGI 2D 3D CPU URL HQ VE VJ
"""


# Names of several words, none of which is a name by itself.
_PHRASES = """
Cold War, World War, First World War, Second World War, Great War, Soviet Union, United States, United Kingdom,
United Nations, European Union, Great Britain, Red Army, Red Square, White House, Middle East, Far East, Middle Ages,
Stone Age, Bronze Age, Iron Age, Ice Age, Industrial Revolution, New York, New York City, New England, New Jersey,
New Mexico, New Orleans, New Zealand, Los Angeles, Las Vegas, San Francisco, San Diego, South Africa, South America,
North America, South Carolina, North Carolina, North Dakota, South Dakota, South Korea, North Korea, South Wales,
North Sea, Black Sea, Red Sea, Dead Sea, North Pole, South Pole, Saudi Arabia, Hong Kong, Sri Lanka, Costa Rica,
Puerto Rico, El Salvador, Buenos Aires, Rio de Janeiro, Wall Street, Nobel Prize, Supreme Court, Security Council,
Iron Curtain, Berlin Wall, Secret Service, Royal Navy, Royal Air Force, Air Force One, Pearl Harbor, Pearl Harbour,
Wright brothers, Marx Brothers, Warner Brothers, Lumière brothers, Lumiere brothers, Montgolfier brothers,
Brontë sisters, Bronte sisters, Bell Labs, Black Friday, Big Bang, Old Testament, New Testament, Space Shuttle,
Iron Lady, Milky Way, Solar System, Wild West, Far West, West Germany, East Germany, West Berlin, East Berlin,
Eastern Europe, Western Europe, Central Europe, Eastern Front, Western Front, Third Reich, Ivy League, Big Ben,
Downing Street, Scotland Yard, Buckingham Palace, Eiffel Tower, Suez Canal, Panama Canal, Great Depression
"""

FORMS = {
    word.casefold(): word
    for table in (_CALENDAR, _PLACES, _PEOPLES, _GIVEN_NAMES, _SURNAMES, _OTHERS, _ACRONYMS)
    for word in table.split()
}

GIVEN_NAMES = frozenset(_GIVEN_NAMES.casefold().split())

PHRASES = tuple(tuple(phrase.split()) for phrase in _PHRASES.split(","))

# Those that form plurals like nouns: Romans, Jews.
PEOPLES = frozenset(_PEOPLES.casefold().split())

# Symbols of units, as they stand after a figure.
_UNITS = """
mm cm m km g kg kW MW GW Hz kHz MHz GHz mph kph km/h ft lb lbs kN kPa hPa mbar dB mA kV kJ kcal ml cl am pm
"""
UNITS = {unit.casefold(): unit for unit in _UNITS.split()}
